// Whether the service in this container can do its work: exit code 0 when `/ready` says so.
const TIMEOUT_MS = 3_000;

const answer = await fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/ready`, {
  signal: AbortSignal.timeout(TIMEOUT_MS),
}).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
