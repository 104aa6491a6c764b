import type { FastifyInstance } from 'fastify';

/** A part that has not answered by then counts as one that does not. */
const CHECK_TIMEOUT_MS = 2_000;

/** Each rejects while a part of the platform, by its name, cannot do its work. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * `/live`: this process runs. `/ready`: every part can do its work, or 503. `/health`: the same with each part by
 * name. None tells why: that is in the log of the part.
 */
export function mountHealth(app: FastifyInstance, checks: HealthChecks): void {
  const examine = async () => {
    const parts = Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const);
    const subgraphs = Object.fromEntries(await Promise.all(parts));
    const isWell = Object.values(subgraphs).every((state) => state === 'ok');
    return { code: isWell ? 200 : 503, status: isWell ? 'ok' : 'unavailable', subgraphs };
  };
  app.get('/live', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const { code, status } = await examine();
    return reply.status(code).send({ status });
  });
  app.get('/health', async (_request, reply) => {
    const { code, status, subgraphs } = await examine();
    return reply.status(code).send({ status, subgraphs });
  });
}

async function stateOf(check: () => Promise<unknown>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(() => resolve('unavailable'), CHECK_TIMEOUT_MS);
  });
  const answer = check().then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
