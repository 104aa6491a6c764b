/** A stream whose values carry cursors: whoever reads it again after one of them, or after its start, misses nothing. */
export interface ResumableStream<T> extends AsyncIterableIterator<T> {
  /** The cursor before its first value, whether or not there is one yet. */
  readonly startsAfter: string;
}
