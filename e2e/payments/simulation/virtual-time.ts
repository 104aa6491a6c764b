/** Time that passes only when nothing is left to be done at this moment. */
export interface VirtualTime {
  now(): Date;
  sleep(ms: number): Promise<void>;
  /**
   * Lets libraries that know no other clock or dice live in this time until it is disposed of: `setTimeout`, `Date.now`
   * and `Math.random`.
   */
  rule(random: () => number): Disposable;
  /** Lets time pass until `isOver`; false when nothing would ever happen any more, or `end_ms` came first. */
  run(isOver: () => boolean, end_ms: number): Promise<boolean>;
}

interface Alarm {
  readonly at_ms: number;
  readonly serial: number;
  readonly ring: () => void;
}

export function virtualTime(start: Date): VirtualTime {
  const alarms: Alarm[] = [];
  let now_ms = start.getTime();
  let serial = 0;
  const set = (ring: () => void, ms = 0) => {
    serial += 1;
    push(alarms, { at_ms: now_ms + Math.max(0, Math.round(ms)), serial, ring });
    return serial;
  };
  const cleared = new Set<number>();
  return {
    now: () => new Date(now_ms),
    sleep: (ms) => new Promise((ring) => void set(ring, ms)),
    rule(random) {
      const { setTimeout, clearTimeout } = globalThis;
      const { now } = Date;
      const { random: dice } = Math;
      Object.assign(globalThis, { setTimeout: set, clearTimeout: (id: number) => void cleared.add(id) });
      Object.assign(Date, { now: () => now_ms });
      Object.assign(Math, { random });
      return {
        [Symbol.dispose]() {
          Object.assign(globalThis, { setTimeout, clearTimeout });
          Object.assign(Date, { now });
          Object.assign(Math, { random: dice });
        },
      };
    },
    async run(isOver, end_ms) {
      await quiet();
      while (!isOver()) {
        const next = alarms[0];
        if (!next || next.at_ms > end_ms) return false;
        pop(alarms);
        if (cleared.delete(next.serial)) continue;
        now_ms = Math.max(now_ms, next.at_ms);
        next.ring();
        await quiet();
      }
      return true;
    },
  };
}

/** Lets everything run that follows from what has just happened: no promise is left that could go on. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBefore = (one: Alarm, other: Alarm) =>
  one.at_ms < other.at_ms || (one.at_ms === other.at_ms && one.serial < other.serial);

/** A binary heap: what comes first is at the top. */
function push(heap: Alarm[], alarm: Alarm): void {
  let place = heap.length;
  heap.push(alarm);
  for (let above = (place - 1) >> 1; place > 0 && isBefore(alarm, heap[above] as Alarm); above = (place - 1) >> 1) {
    heap[place] = heap[above] as Alarm;
    heap[above] = alarm;
    place = above;
  }
}

function pop(heap: Alarm[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    let least = 2 * place + 1;
    if (least >= heap.length) break;
    if (least + 1 < heap.length && isBefore(heap[least + 1] as Alarm, heap[least] as Alarm)) least += 1;
    if (!isBefore(heap[least] as Alarm, last)) break;
    heap[place] = heap[least] as Alarm;
    place = least;
  }
  heap[place] = last;
}
