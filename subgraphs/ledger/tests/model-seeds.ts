/** Seeds of this run: other ones each time, or the one of LEDGER_SEED, which a failure names. */
export function seeds(count: number): number[] {
  const given = process.env.LEDGER_SEED;
  if (given) return [Number(given)];
  const first = Math.floor(Math.random() * 1_000_000);
  return Array.from({ length: count }, (_, index) => first + index);
}
