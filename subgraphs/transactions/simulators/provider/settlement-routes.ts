import type { Database } from '@paygraph/postgres';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SettlementLine } from './operation.ts';
import { settlementOf } from './operation-store.ts';

const params = z.object({ date: z.iso.date() });
const COLUMNS = ['id', 'at', 'reference', 'kind', 'currency', 'gross', 'fee', 'net'] as const;

/** What a day came to, amounts in minor units: `GET /v1/settlements/2026-11-20`, as CSV with `accept: text/csv`. */
export function mountSettlements(app: FastifyInstance, database: Database): void {
  app.get('/v1/settlements/:date', async (request, reply) => {
    const parsed = params.safeParse(request.params);
    if (!parsed.success) return reply.status(400).send({ error: { code: 'BAD_USER_INPUT' } });
    const rows = (await settlementOf(database, parsed.data.date)).map(toText);
    if (!request.headers.accept?.includes('text/csv')) return { date: parsed.data.date, lines: rows };
    const lines = rows.map((row) => COLUMNS.map((column) => csvField(row[column])).join(','));
    return reply.type('text/csv').send([COLUMNS.join(','), ...lines, ''].join('\r\n'));
  });
}

function toText({ at, gross, fee, net, ...line }: SettlementLine) {
  return { ...line, at: at.toISOString(), gross: gross.toString(), fee: fee.toString(), net: net.toString() };
}

/** RFC 4180. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
