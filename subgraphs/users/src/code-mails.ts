import type { Origin } from '@paygraph/identity';
import { callPeer, type SubgraphTransport } from '@paygraph/subgraph';

interface CodeMail {
  /** Of the challenge. */
  readonly id: string;
  readonly userId: string;
  readonly code: string;
  readonly summary: string;
  readonly expiresAt: Date;
}

/** The way of a code to its user. */
export interface CodeMails {
  /**
   * Returns once the mails will go out for certain, each id once however often it is sent. Throws PeerError when
   * that is not known.
   */
  send(origin: Origin, mails: readonly CodeMail[]): Promise<void>;
}

export function codeMails(notifications: SubgraphTransport): CodeMails {
  return {
    async send(origin, mails) {
      const inputs = mails.map((mail) => ({ ...mail, expiresAt: mail.expiresAt.toISOString() }));
      await callPeer(
        notifications,
        'users',
        origin,
        'mutation ($inputs: [_OneTimePasswordInput!]!) { _sendOneTimePasswords(inputs: $inputs) }',
        { inputs },
      );
    },
  };
}
