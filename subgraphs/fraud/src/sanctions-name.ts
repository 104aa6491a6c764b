/**
 * What two spellings of one name have in common: its words without accents, case, punctuation and order, so
 * that "DOE, John" and "John Doe" are the same. Empty for a name without a letter or digit.
 */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  return [...new Set(words)].sort().join(' ');
}
