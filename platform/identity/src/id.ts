import { typeidUnboxed } from 'typeid-js';

/** A fresh TypeID such as `wal_01j…`: prefixed, opaque, ordered by time to the millisecond. */
export function newId(prefix: string): string {
  return typeidUnboxed(prefix);
}
