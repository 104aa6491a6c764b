import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { newId } from '@paygraph/identity';
import { type Database, openDatabase } from '@paygraph/postgres';
import { and, eq, isNull } from 'drizzle-orm';
import fastify from 'fastify';
import { z } from 'zod';
import { charges } from './tables.ts';
import { declineCodeOf } from './test-cards.ts';

const chargeBody = z.object({
  reference: z.string().min(1).max(255),
  amount_minor: z.string().regex(/^[1-9]\d{0,15}$/),
  currency: z.string().length(3),
  card: z.object({ number: z.string(), exp_month: z.number(), exp_year: z.number() }),
});
const refundBody = z.object({ reference: z.string() });

export interface AcmeCards {
  readonly url: string;
  stop(): Promise<void>;
}

/** ACME Cards: a simulated card processor, as real HTTP with books of its own in the database `paygraph_acme_cards`. */
export async function startAcmeCards(databaseUrl: string): Promise<AcmeCards> {
  const database = await openDatabase({
    url: databaseUrl,
    database: 'paygraph_acme_cards',
    migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  });
  const app = fastify();
  app.post('/v1/charges', async (request, reply) => {
    const body = chargeBody.safeParse(request.body);
    if (!body.success) return reply.status(400).send({ error: { code: 'parameter_invalid' } });
    const charge = await recordCharge(database, body.data);
    if (charge.declineCode === null) return { id: charge.id, status: 'succeeded' };
    const code = charge.declineCode === 'processing_error' ? 'processing_error' : 'card_declined';
    return reply.status(402).send({ error: { code, decline_code: charge.declineCode } });
  });
  app.post('/v1/refunds', async (request, reply) => {
    const body = refundBody.safeParse(request.body);
    if (!body.success) return reply.status(400).send({ error: { code: 'parameter_invalid' } });
    // Refunding twice is refunding once.
    const { reference } = body.data;
    await database.db
      .update(charges)
      .set({ refundedAt: new Date() })
      .where(and(eq(charges.reference, reference), isNull(charges.refundedAt)));
    const [charge] = await database.db.select().from(charges).where(eq(charges.reference, reference));
    if (!charge || charge.declineCode !== null) return reply.status(404).send({ error: { code: 'resource_missing' } });
    return { status: 'succeeded' };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await app.close();
      await database.close();
    },
  };
}

/** The first charge under a reference decides; asked again, it answers the same. */
async function recordCharge({ db }: Database, body: z.infer<typeof chargeBody>) {
  const { reference, amount_minor, currency, card } = body;
  await db
    .insert(charges)
    .values({
      reference,
      id: newId('ch'),
      minor: BigInt(amount_minor),
      currency,
      last4: card.number.slice(-4),
      declineCode: declineCodeOf(card.number),
      createdAt: new Date(),
    })
    .onConflictDoNothing();
  const [charge] = await db.select().from(charges).where(eq(charges.reference, reference));
  if (!charge) throw new Error(`charge ${reference} was not recorded`);
  return charge;
}
