import { isCurrency } from '@paygraph/money';
import { parseRate, type RateTable, type Ratio } from './conversion-rate.ts';

const SOURCE = 'European Central Bank, euro foreign exchange reference rates';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Day {
  readonly date: string;
  readonly rates: readonly (readonly [currency: string, rate: string])[];
}

/**
 * Reads a file of https://www.ecb.europa.eu/stats/eurofxref as it is published: XML or CSV, of one day or of many, of
 * which the latest counts. Throws when it is none.
 */
export function parseEcbRates(text: string): RateTable {
  const days = text.trimStart().startsWith('<') ? xmlDays(text) : csvDays(text);
  const latest = days.reduce<Day | undefined>((best, day) => (best && best.date >= day.date ? best : day), undefined);
  const perEuro = new Map<string, Ratio>();
  for (const [currency, text] of latest?.rates ?? []) {
    const rate = parseRate(text);
    // N/A for a currency that has no rate on that day.
    if (rate && isCurrency(currency)) perEuro.set(currency, rate);
  }
  if (!latest || perEuro.size === 0) throw new Error('there are no euro reference rates in it');
  return { source: SOURCE, at: new Date(`${latest.date}T00:00:00Z`), perEuro };
}

function xmlDays(text: string): Day[] {
  return text
    .split(/<Cube\s+time=/)
    .slice(1)
    .flatMap((section) => {
      const date = /^["'](\d{4}-\d\d-\d\d)["']/.exec(section)?.[1];
      const cubes = section.matchAll(/<Cube\s+currency=["']([A-Z]{3})["']\s+rate=["']([\d.]+)["']/g);
      return date ? [{ date, rates: [...cubes].map(([, currency = '', rate = '']) => [currency, rate] as const) }] : [];
    });
}

function csvDays(text: string): Day[] {
  const [header = [], ...lines] = text.split(/\r?\n/).map((line) => line.split(',').map((cell) => cell.trim()));
  if (header[0] !== 'Date') return [];
  return lines.flatMap((cells) => {
    const date = isoDate(cells[0] ?? '');
    return date
      ? [{ date, rates: header.slice(1).map((currency, index) => [currency, cells[index + 1] ?? ''] as const) }]
      : [];
  });
}

/** `2024-06-28`, or `28 June 2024` as in the file of one day. */
function isoDate(text: string): string | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const [, day = '', month = '', year = ''] = /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? null : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
