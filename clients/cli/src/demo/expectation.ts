/** The platform did something else than it promises. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}

/** Throws {@link Unmet} unless both are the same; they are compared as JSON. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Unmet(`${what} should be ${should}, but is ${is}`);
}

export function expectThat(what: string, holds: boolean): void {
  if (!holds) throw new Unmet(what);
}
