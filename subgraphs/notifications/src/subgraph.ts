import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { consumeOnce } from '@paygraph/events';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import { createContext } from './context.ts';
import type { NotificationsDeps } from './deps.ts';
import { CONSUMED_SOURCES, CONSUMED_TYPES } from './events.ts';
import { handleEvents } from './handle-events.ts';
import { mailboxTransport, smtpTransport } from './mail-transport.ts';
import { startMailWorker } from './mail-worker.ts';
import { mailboxRoutes } from './mailbox.ts';
import { createResolvers } from './resolvers.ts';

/** Who hears of it: notifications in the app, and mails. */
export const notifications: SubgraphDefinition = {
  name: 'notifications',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ database, publisher, bus, now, settings, logger }: Platform) {
    const { publicUrl, smtpUrl, production } = settings;
    const onError = (error: unknown) => logger.error(error);
    if (production && !smtpUrl) logger.warn('SMTP_URL is not set: mails are written but not delivered');

    const transport = smtpUrl ? smtpTransport(smtpUrl, publicUrl) : mailboxTransport;
    const showsMailbox = !production && !smtpUrl;
    const worker = startMailWorker({ database, transport, showSecrets: showsMailbox, now, onError });
    const deps: NotificationsDeps = { database, publisher, now, publicUrl, kickMails: worker.kick };
    const consumer = await consumeOnce({
      database,
      bus,
      consumer: 'notifications',
      sources: CONSUMED_SOURCES,
      types: CONSUMED_TYPES,
      handle: (tx, events) => handleEvents(deps, tx, events),
      afterCommit() {
        publisher.kick();
        worker.kick();
      },
      onError,
    });
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      routes: showsMailbox ? mailboxRoutes(database, publicUrl) : undefined,
      async stop() {
        await consumer.stop();
        await worker.stop();
        transport.close();
      },
    };
  },
};
