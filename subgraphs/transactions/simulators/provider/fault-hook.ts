import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NOT_PROCESSED_HEADER } from '../../src/providers/provider-http.ts';
import type { Faults } from './faults.ts';

/** A client that waits longer than this for an answer it never gets is cut off. */
const HANG_MAX_MS = 60_000;

export interface RouteAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type Work = () => Promise<RouteAnswer>;

/** Answers requests, or does not, as the faults have it. */
export function faultyAnswers(faults: Faults, stopping: AbortSignal) {
  const late = new Set<Promise<unknown>>();
  const hang = async (reply: FastifyReply) => {
    reply.hijack();
    const { socket } = reply.raw;
    const cut = () => socket?.destroy();
    const timer = setTimeout(cut, HANG_MAX_MS);
    stopping.addEventListener('abort', cut, { once: true });
    reply.raw.once('close', () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', cut);
    });
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply, work: Work) => {
    const latency_ms = faults.latency_ms();
    if (latency_ms > 0) await sleep(latency_ms);
    const fault = faults.next();
    if (fault?.endsWith('_AFTER') || fault === 'GARBLED') await work();
    switch (fault) {
      case null: {
        const { status, body } = await work();
        return reply.status(status).send(body);
      }
      case 'LATE': {
        const doing: Promise<unknown> = sleep(faults.late_ms, undefined, { signal: stopping }).then(work);
        late.add(doing);
        void doing.catch(() => {}).finally(() => late.delete(doing));
        return hang(reply);
      }
      case 'TIMEOUT_BEFORE':
      case 'TIMEOUT_AFTER':
        return hang(reply);
      case 'RESET_BEFORE':
      case 'RESET_AFTER':
        reply.hijack();
        return void request.raw.socket.resetAndDestroy();
      case 'ERROR_BEFORE':
      case 'ERROR_AFTER':
        return reply.status(500).send({ message: 'Internal Server Error' });
      case 'GARBLED':
        return reply.status(200).type('application/json').send('{"id":"pi_');
      case 'UNAVAILABLE':
        return reply.status(503).header(NOT_PROCESSED_HEADER, '1').send({ message: 'Come back later' });
      case 'RATE_LIMITED':
        return reply.status(429).send({ message: 'Too many requests' });
    }
  };
  return { answer, settled: () => Promise.allSettled(late) };
}
