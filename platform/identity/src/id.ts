import { randomFillSync } from 'node:crypto';
import { fromUUIDBytes, typeidUnboxed } from 'typeid-js';

const UUID_BYTES = 16;
const TIME_BYTES = 6;
const CHANCE_BYTES = UUID_BYTES - TIME_BYTES;
/** Of as many ids, chance is asked for at once: asking costs more than the bytes. */
const IDS_AT_ONCE = 128;

/**
 * A fresh TypeID such as `wal_01j…`: prefixed, opaque, ordered by time to the millisecond. The time is that of the
 * clock, or `at`, for what must be found by when it was made.
 */
export function newId(prefix: string, at?: Date): string {
  if (!at) return typeidUnboxed(prefix);
  // RFC 9562, section 5.7: the time, the version, and chance.
  const bytes = bytesAt(at);
  fillWithChance(bytes);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return fromUUIDBytes(prefix, bytes);
}

/** No id of this prefix that was made at `at` or later is less, and none that was made earlier is more. */
export function firstIdAt(prefix: string, at: Date): string {
  return fromUUIDBytes(prefix, bytesAt(at));
}

function bytesAt(at: Date): Uint8Array {
  const bytes = new Uint8Array(UUID_BYTES);
  const view = new DataView(bytes.buffer);
  const ms = Math.max(0, at.getTime());
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms % 2 ** 32);
  return bytes;
}

const chance = new Uint8Array(IDS_AT_ONCE * CHANCE_BYTES);
let used = chance.length;

function fillWithChance(bytes: Uint8Array): void {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  for (let index = TIME_BYTES; index < UUID_BYTES; index++) bytes[index] = chance[used++] ?? 0;
}
