export { type BoundedQueue, boundedQueue, SlowConsumer } from './bounded-queue.ts';
export { mapAhead } from './map-ahead.ts';
export { endWithValue, mapStream, onceEnded, startWithValue, streamOf } from './map-stream.ts';
export type { ResumableStream } from './resumable-stream.ts';
export { type SharedStream, shareStream } from './share-stream.ts';
