import { inspect, styleText } from 'node:util';
import { PaygraphError } from '@paygraph/sdk';
import { Unmet } from './expectation.ts';

const WHAT_WIDTH = 42;
const TIME_WIDTH = 8;

/** How the story is shown: a line for each thing that happens, with how long it took. */
export interface Teller {
  title(text: string): void;
  chapter(text: string): void;
  /** Does something, then says so. `detail` may look at what came of it. */
  step<Value>(what: string, run: () => Promise<Value>, detail?: (value: Value) => string): Promise<Value>;
  /** Something that arrived by itself, so long after its cause. */
  live(what: string, detail: string, after_ms: number): void;
  /** More about the line before. */
  detail(text: string): void;
  note(text: string): void;
  end(text: string): void;
  fail(error: unknown): void;
}

/** Colours only for a terminal whose user wants them: styleText looks at the stream, NO_COLOR and FORCE_COLOR. */
export function teller(out: NodeJS.WriteStream): Teller {
  const styled = (style: Parameters<typeof styleText>[0], text: string) => styleText(style, text, { stream: out });
  const print = (line = '') => void out.write(`${line}\n`);
  const line = (mark: string, time_ms: number, what: string, detail: string) => {
    const time = styled('dim', `${Math.round(time_ms)} ms`.padStart(TIME_WIDTH));
    print(`  ${mark} ${time}  ${detail ? what.padEnd(WHAT_WIDTH) : what}${detail}`);
  };
  return {
    title: (text) => print(`\n  ${styled('bold', text)}`),
    chapter: (text) => print(`\n  ${styled('bold', text)}`),
    async step(what, run, detail = () => '') {
      const started_ms = performance.now();
      try {
        const value = await run();
        line(styled('green', '✓'), performance.now() - started_ms, what, detail(value));
        return value;
      } catch (error) {
        line(styled('red', '✗'), performance.now() - started_ms, what, '');
        throw error;
      }
    },
    live: (what, detail, after_ms) => line(styled('cyan', '•'), after_ms, what, detail),
    detail: (text) => print(`${' '.repeat(6 + TIME_WIDTH + WHAT_WIDTH)}${styled('dim', text)}`),
    note: (text) => print(`\n  ${styled('dim', text)}`),
    end: (text) => print(`\n  ${styled('green', text)}\n`),
    fail: (error) => print(`\n  ${styled('red', 'Stopped:')} ${explained(error)}\n`),
  };
}

function explained(error: unknown): string {
  if (error instanceof PaygraphError) {
    return `${error.message} (${error.code}${error.requestId ? `, request ${error.requestId}` : ''})`;
  }
  if (!(error instanceof Error)) return inspect(error);
  if (error.name === 'TimeoutError') return 'the story took too long';
  const expected = error instanceof Unmet || error.name === 'Error' || 'code' in error;
  return expected ? error.message : (error.stack ?? error.message);
}
