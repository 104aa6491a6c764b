export { timeLeft_ms, withDeadline } from './deadline.ts';
