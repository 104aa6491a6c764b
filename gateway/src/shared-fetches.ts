import type { SubgraphResponse } from '@paygraph/subgraph';
import { copyOf, type JsonObject } from './json.ts';

/** Fetches that may be waited for together; more are sent for whoever asks. */
const FETCHES_MAX = 10_000;
/** Longer requests are not worth the memory. */
const KEY_CHARACTERS_MAX = 16_384;
/**
 * After so many, those under way move to another Map. V8 links each table it makes of a Map to the next one: once one of
 * them is old, all that come after it stay in memory with the answers in them, and no quick collection frees them.
 */
const ENDED_MAX = 128;

/** Fetches of queries under way, which others may wait for too. */
export interface SharedFetches {
  /** The answer to the fetch of that key which is under way, or to one that is sent now. Each caller gets its own. */
  fetch(key: string, send: () => Promise<SubgraphResponse>): Promise<SubgraphResponse>;
  /** Something has changed: whoever asks from now on does not wait for what was asked before. */
  forget(): void;
}

interface UnderWay {
  readonly answer: Promise<SubgraphResponse>;
  isShared: boolean;
}

export function sharedFetches(fetches_max = FETCHES_MAX): SharedFetches {
  let underWay = new Map<string, UnderWay>();
  let ended = 0;
  const end = (key: string, fetch: UnderWay) => {
    // Another one may have taken its place since.
    if (underWay.get(key) === fetch) underWay.delete(key);
    ended += 1;
    if (ended < Math.max(ENDED_MAX, underWay.size)) return;
    underWay = new Map(underWay);
    ended = 0;
  };
  const lead = async (key: string, send: () => Promise<SubgraphResponse>) => {
    const fetch: UnderWay = { answer: send(), isShared: false };
    underWay.set(key, fetch);
    try {
      const answer = await fetch.answer;
      return fetch.isShared ? ownCopy(answer) : answer;
    } finally {
      end(key, fetch);
    }
  };
  return {
    async fetch(key, send) {
      const known = underWay.get(key);
      if (!known) return underWay.size < fetches_max && key.length <= KEY_CHARACTERS_MAX ? lead(key, send) : send();
      known.isShared = true;
      const answer = await known.answer;
      // What failed may have failed because somebody else's time was over.
      return answer.data && !answer.errors ? ownCopy(answer) : send();
    },
    forget() {
      underWay = new Map();
    },
  };
}

/** Whoever asked writes into the answer. */
function ownCopy(answer: SubgraphResponse): SubgraphResponse {
  return { ...answer, data: copyOf(answer.data as JsonObject | null | undefined) };
}
