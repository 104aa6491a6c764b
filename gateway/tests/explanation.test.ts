import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDoor, openDoor, tokenFor } from './open-door.ts';

let door: OpenDoor;
let operator: string;
beforeAll(async () => {
  door = await openDoor();
  operator = await tokenFor('ses_1', undefined, 'OPERATOR');
});
afterAll(() => door.close());

interface Fetch {
  readonly startedAfterMs: number;
  readonly tookMs: number;
}
interface Answer {
  readonly data: unknown;
  readonly extensions?: { cost: unknown; explain: { plan: string; tookMs: number; fetches: [Fetch, Fetch] } };
}

const ask = async (token: string | undefined, path = '/graphql?explain', query = '{ clock { id face } }') => {
  const response = await fetch(`${door.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
};

describe('an explanation', () => {
  test('tells an operator the plan of an operation, what it cost, and how long each fetch took', async () => {
    const { data, extensions } = await ask(operator);
    expect(data).toEqual({ clock: { id: '1', face: 'face 1' } });
    if (!extensions) throw new Error('nothing was explained');
    expect(extensions.cost).toMatchObject({ requested: expect.any(Number), actual: expect.any(Number) });
    const { plan, tookMs, fetches } = extensions.explain;
    expect(plan).toMatch(
      /^QueryPlan \{\n {2}Sequence \{\n {4}Fetch\(service: "clocks"\)[\s\S]*Flatten\(path: "clock"\)/,
    );
    expect(fetches).toMatchObject([
      { subgraph: 'clocks', outcome: 'answered', document: expect.stringContaining('clock') },
      { subgraph: 'faces', entities: 1, outcome: 'answered', document: expect.stringContaining('_entities') },
    ]);
    const [first, second] = fetches;
    expect(first.startedAfterMs + first.tookMs).toBeLessThanOrEqual(second.startedAfterMs + 0.02);
    expect(second.startedAfterMs + second.tookMs).toBeLessThanOrEqual(tookMs + 0.02);
  });

  test('shows every fetch, also while somebody else asks the same', async () => {
    const answers = await Promise.all([ask(operator, '/graphql'), ask(operator), ask(operator)]);
    expect(answers.map(({ extensions }) => extensions?.explain.fetches.length)).toEqual([undefined, 2, 2]);
  });

  test('is not given where nobody asks for it', async () => {
    expect(await ask(operator, '/graphql')).not.toHaveProperty('extensions');
  });

  test.each([
    ['somebody unknown', async () => undefined],
    ['a customer', () => tokenFor('ses_2')],
  ])('is refused to %s, and nothing is fetched', async (_name, token) => {
    door.requests.length = 0;
    expect(await ask(await token())).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', requestId: expect.stringMatching(/^req_/) } }],
    });
    expect(door.requests).toEqual([]);
  });
});
