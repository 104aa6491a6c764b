import type {
  Connector,
  Instrument,
  ListedDispute,
  ProviderName,
  ProviderNotice,
  ProviderOutcome,
  ProviderState,
} from '../../src/providers/connector.ts';
import { bankFailure, cardFailure, returnFailure } from '../../src/providers/decline-codes.ts';
import { PROFILES } from '../../src/providers/profiles.ts';
import { decideCard } from './decide-card.ts';
import { decideTransfer } from './decide-transfer.ts';
import { DISPUTES_PAGE_MAX } from './dispute.ts';
import { dueQueue } from './due-queue.ts';
import { createFaults, type FaultSettings, type Faults } from './faults.ts';
import {
  type Answer,
  DELAYS,
  type Decide,
  type Delays,
  dueAt_ms,
  type Operation,
  type Request,
  type SettlementLine,
} from './operation.ts';

const BRAINS: Readonly<Record<ProviderName, Decide>> = {
  'acme-cards': decideCard,
  'nova-cards': decideCard,
  'partner-bank': decideTransfer,
};

interface MemoryProviderOptions {
  readonly name: ProviderName;
  readonly now: () => Date;
  readonly random: () => number;
  readonly faults?: FaultSettings;
  readonly delays?: Partial<Delays>;
}

/** A provider without a network or a database, for simulations in virtual time: the same brain, and the same faults. */
export interface MemoryProvider {
  readonly connector: Connector;
  readonly faults: Faults;
  /** Does what is due by now: requests that arrive late, disputes, ends of refunds and transfers. */
  tick(): void;
  /** When `tick` has something to do next. */
  nextDueAt_ms(): number | null;
  /** What it would send by now, in the order it arrives: repeated, overtaken and lost as the faults say. */
  takeNotices(): ProviderNotice[];
  operation(reference: string): Operation | undefined;
  operations(): readonly Operation[];
  lines(): readonly SettlementLine[];
}

export function memoryProvider(options: MemoryProviderOptions): MemoryProvider {
  const { name, now, random } = options;
  const delays = { ...DELAYS, ...options.delays };
  const faults = createFaults(random, options.faults);
  const decide = BRAINS[name];
  const operations = new Map<string, Operation>();
  const due = dueQueue();
  const lines: SettlementLine[] = [];
  let late: { readonly at_ms: number; readonly reference: string; readonly request: Request }[] = [];
  let notices: { readonly at_ms: number; readonly notice: ProviderNotice }[] = [];
  /** Disputes in the order in which they were opened. */
  const listed: ListedDispute[] = [];
  let serial = 0;
  const newId = (prefix: string) => `${prefix}_${name}_${++serial}`;

  const notify = (reference: string) => {
    const { copies, delay_ms } = faults.webhook();
    const notice = { id: newId('evt'), reference };
    for (let copy = 0; copy < copies; copy++) notices.push({ at_ms: now().getTime() + delay_ms, notice });
  };
  const process = (reference: string, request: Request): { answer: Answer; operation: Operation | undefined } => {
    const before = operations.get(reference);
    const { price } = PROFILES[name];
    const decision = decide(before, reference, request, { now: now(), newId, delays, price });
    const { operation, answer } = decision;
    lines.push(...decision.lines);
    if (operation && operation !== before) {
      const fresh = operation.disputes.slice(before?.disputes.length ?? 0);
      listed.push(...fresh.map(({ id }) => ({ id, reference, openedAt: now() })));
      operations.set(reference, operation);
      due.set(reference, dueAt_ms(operation));
      notify(reference);
    }
    return { answer, operation };
  };
  const ask = async (reference: string, request: Request): Promise<ProviderOutcome> => {
    const fault = faults.next();
    if (fault === 'UNAVAILABLE' || fault === 'RATE_LIMITED') return { kind: 'NOT_TAKEN' };
    if (fault === 'LATE') late.push({ at_ms: now().getTime() + faults.late_ms, reference, request });
    if (fault === 'LATE' || fault?.endsWith('_BEFORE')) return { kind: 'UNKNOWN' };
    const { answer, operation } = process(reference, request);
    return fault ? { kind: 'UNKNOWN' } : outcomeOf(name, answer, operation?.id ?? reference);
  };

  return {
    faults,
    connector: {
      name,
      authorize: ({ reference, amount: { currency, minor }, instrument, authenticated }) =>
        ask(reference, { kind: 'AUTHORIZE', currency, minor, instrument: instrumentOf(instrument), authenticated }),
      capture: ({ reference, id, amount: { minor }, final }) => ask(reference, { kind: 'CAPTURE', id, minor, final }),
      void: (reference) => ask(reference, { kind: 'VOID' }),
      refund: ({ reference, id, amount: { minor } }) => ask(reference, { kind: 'REFUND', id, minor }),
      submitEvidence: ({ reference, evidence }) => ask(reference, { kind: 'EVIDENCE', text: evidence }),
      async status(reference) {
        if (faults.next()) return 'UNKNOWN';
        const { operation } = operations.has(reference)
          ? process(reference, { kind: 'TICK' })
          : { operation: undefined };
        return operation ? stateOf(name, operation) : 'NOT_FOUND';
      },
      async disputesSince(since, after) {
        if (faults.next()) return 'UNKNOWN';
        const start = after === null ? 0 : listed.findIndex(({ id }) => id === after) + 1;
        const left = listed.slice(start).filter(({ openedAt }) => openedAt >= since);
        return { disputes: left.slice(0, DISPUTES_PAGE_MAX), more: left.length > DISPUTES_PAGE_MAX };
      },
      parseWebhook: () => null,
    },
    tick() {
      const now_ms = now().getTime();
      const arrived = late.filter(({ at_ms }) => at_ms <= now_ms);
      late = late.filter(({ at_ms }) => at_ms > now_ms);
      for (const { reference, request } of arrived) process(reference, request);
      for (const reference of due.take(now_ms)) process(reference, { kind: 'TICK' });
    },
    nextDueAt_ms() {
      const next = due.nextAt_ms();
      const times = [...(next === null ? [] : [next]), ...late.map(({ at_ms }) => at_ms)];
      return times.length === 0 ? null : Math.min(...times);
    },
    takeNotices() {
      const now_ms = now().getTime();
      const sent = notices.filter(({ at_ms }) => at_ms <= now_ms);
      notices = notices.filter(({ at_ms }) => at_ms > now_ms);
      return sent.map(({ notice }) => notice);
    },
    operation: (reference) => operations.get(reference),
    operations: () => [...operations.values()],
    lines: () => lines,
  };
}

function instrumentOf(instrument: Instrument) {
  if (instrument.kind === 'CARD') return instrument;
  const { iban, routingNumber, accountNumber } = instrument;
  return { kind: 'ACCOUNT' as const, number: iban ?? `${routingNumber}/${accountNumber}` };
}

function outcomeOf(name: ProviderName, answer: Answer, providerReference: string): ProviderOutcome {
  const failureOf = name === 'partner-bank' ? bankFailure : cardFailure;
  switch (answer.kind) {
    case 'OK':
      return { kind: 'DONE', providerReference };
    case 'PENDING':
    case 'CHALLENGE':
      return { kind: answer.kind, providerReference };
    case 'DECLINED':
      return { kind: 'DECLINED', failure: failureOf(answer.code) };
    case 'REFUSED':
      if (answer.code === 'unsupported') return { kind: 'NOT_TAKEN' };
      // Something else was done under this reference and id: neither yes nor no to what is asked now.
      return answer.code === 'idempotency_mismatch'
        ? { kind: 'UNKNOWN' }
        : { kind: 'DECLINED', failure: failureOf(answer.code) };
  }
}

function stateOf(name: ProviderName, operation: Operation): ProviderState {
  const { id, status, code, captures, refunds, disputes } = operation;
  const failureOf = status === 'RETURNED' ? returnFailure : name === 'partner-bank' ? bankFailure : cardFailure;
  const failure = code === null ? null : failureOf(code);
  return { providerReference: id, authorization: status, failure, captures, refunds, disputes };
}
