const TICK_MS = 200;

/** Runs `work` again and again, never twice at once. What fails is tried at the next turn. */
export function startTicker(work: () => Promise<unknown>): { stop(): Promise<void> } {
  let stopped = false;
  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work().then(next, next);
    }, TICK_MS);
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
