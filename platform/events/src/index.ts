export type { EventBus, Subscription } from './bus.ts';
export { type DomainEvent, type EventActor, formatCursor, type OutboxPosition, parseCursor } from './event.ts';
export { InvalidCursor } from './event-stream.ts';
export { consumeOnce, type TypedEvent } from './inbox.ts';
export { memoryBus } from './memory-bus.ts';
export { appendToOutbox, eventsBySubject, type Fact, readOutbox } from './outbox.ts';
export { createPublisher, type Publisher, startPublisher, type Written } from './publisher.ts';
export { redisBus } from './redis-bus.ts';
