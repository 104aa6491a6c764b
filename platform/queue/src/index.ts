export { type BoundedQueue, boundedQueue, SlowConsumer } from './bounded-queue.ts';
