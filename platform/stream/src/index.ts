export { type BoundedQueue, boundedQueue, SlowConsumer } from './bounded-queue.ts';
export { endWithValue, mapStream, streamOf } from './map-stream.ts';
