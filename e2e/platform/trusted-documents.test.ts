import { readFileSync } from 'node:fs';
import { Paygraph, UntrustedDocumentError } from '@paygraph/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { clientOf } from './client.ts';
import { freshEmail, PASSWORD } from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

const OWN = 'query own { me { id kycStatus } }';
const example = (name: string) =>
  readFileSync(new URL(`../../clients/console/graphiql/examples/${name}.graphql`, import.meta.url), 'utf8');

describe.each([
  ['only trusted documents run', { TRUSTED_DOCUMENTS: 'only' }],
  ['any document runs', {}],
])('where %s', (_what, environment) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let platform: PlatformProcess;
  let paygraph: Paygraph;
  let token: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    platform = await startPlatform({ DATA_DIR: folder.at('data'), ...environment });
    const visitor = new Paygraph({ url: platform.url, documents: 'hash', webSocketImpl: WebSocket });
    const { session } = await visitor.signUp({ email: freshEmail('ada'), password: PASSWORD, name: 'Ada' });
    token = session.accessToken ?? '';
    paygraph = visitor.withSession(session as Parameters<Paygraph['withSession']>[0]);
  });
  afterAll(async () => {
    await platform?.interrupt();
    await folder?.[Symbol.asyncDispose]();
  });
  const isOnly = 'TRUSTED_DOCUMENTS' in environment;

  test('the SDK does all it does, by hashes', async () => {
    const wallet = await paygraph.createWallet({ name: 'Daily', currency: 'USD' });
    const card = await paygraph.addPaymentMethod({
      card: { number: '4242424242424242', holder: 'Ada', cvc: '123', expiryMonth: 12, expiryYear: 2035 },
    });
    const updates = paygraph.transactionUpdated({ walletId: wallet.id });
    const first = updates.next();
    const deposits = setInterval(
      () =>
        void paygraph
          .deposit({ walletId: wallet.id, paymentMethodId: card.id, amount: { amount: '5.00', currency: 'USD' } })
          .catch(() => {}),
      500,
    );
    try {
      expect((await first).value?.transaction.id).toMatch(/^txn_/);
    } finally {
      clearInterval(deposits);
      await updates.return?.();
    }
    expect((await paygraph.wallets()).nodes.map(({ id }) => id)).toEqual([wallet.id]);
  });

  test('the examples of the console run as they are written', async () => {
    const { data, errors } = await clientOf(platform.url, token).ask(example('my-wallets'));
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty('me');
  });

  test(isOnly ? 'a document of one’s own does not' : 'a document of one’s own is registered once', async () => {
    const send = () => paygraph.request<{ me: { kycStatus: string } }>(OWN);
    if (!isOnly) {
      for (let call = 0; call < 2; call++) expect((await send()).me.kycStatus).toBe('NONE');
      return;
    }
    await expect(send()).rejects.toBeInstanceOf(UntrustedDocumentError);
    const { errors } = await clientOf(platform.url, token).ask('{ __schema { queryType { name } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }]);
  });
});
