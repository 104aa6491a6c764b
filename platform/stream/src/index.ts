export { type BoundedQueue, boundedQueue, SlowConsumer } from './bounded-queue.ts';
export { endWithValue, mapStream, onceEnded, streamOf } from './map-stream.ts';
