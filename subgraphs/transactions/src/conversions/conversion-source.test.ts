import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError } from '@paygraph/config';
import { createLogger } from '@paygraph/telemetry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseEcbRates } from './conversion-ecb.ts';
import { type RateTable, storeRatio } from './conversion-rate.ts';
import { openRates } from './conversion-source.ts';

const xml = (time: string, usd: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-01-02'><Cube currency='USD' rate='9.99'/></Cube>
    <Cube time='${time}'>
      <Cube currency='USD' rate='${usd}'/>
      <Cube currency='JPY' rate='181.36'/>
      <Cube currency='XXX' rate='1'/>
    </Cube>
  </Cube>
</gesmes:Envelope>`;
const rates = ({ perEuro }: RateTable) =>
  Object.fromEntries([...perEuro].map(([currency, rate]) => [currency, storeRatio(rate)]));

describe('a file of the European Central Bank', () => {
  test('in XML has the rates of its latest day', () => {
    const table = parseEcbRates(xml('2026-11-20', '1.1528'));
    expect(table.at).toEqual(new Date('2026-11-20T00:00:00Z'));
    expect(rates(table)).toEqual({ USD: '11528/10000', JPY: '18136/100' });
  });

  test('in CSV is of one day, or of many', () => {
    const day = parseEcbRates('Date, USD, JPY, ISK, \n20 November 2026, 1.1528, 181.36, N/A, \n');
    expect([day.at, rates(day)]).toEqual([new Date('2026-11-20T00:00:00Z'), { USD: '11528/10000', JPY: '18136/100' }]);
    const history = parseEcbRates('Date,USD,CYP,\r\n2026-11-20,1.1528,N/A,\r\n2026-11-19,1.1600,N/A,\r\n');
    expect([history.at, rates(history)]).toEqual([new Date('2026-11-20T00:00:00Z'), { USD: '11528/10000' }]);
  });

  test.each(['', '<html>Not found</html>', 'Date,USD\n', 'Date,USD\ntomorrow,1.1', 'USD,1.1'])('is not %j', (text) => {
    expect(() => parseEcbRates(text)).toThrow('no euro reference rates');
  });
});

describe('RATES_FILE', () => {
  const logger = createLogger('silent', 'transactions');
  const NOW = new Date('2026-11-21T12:00:00Z');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-rates-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (file: string, text: string, at_s: number) => {
    await writeFile(file, text);
    await utimes(file, at_s, at_s);
  };
  const usd = (table: RateTable | null) => table && rates(table).USD;

  test('is read again when it was replaced, and what cannot be read changes nothing', async () => {
    const file = join(folder, 'eurofxref-daily.xml');
    await write(file, xml('2026-11-19', '1.16'), 1);
    const source = await openRates({ file, production: true, logger });
    expect(usd(await source.current(NOW))).toBe('116/100');
    await write(file, xml('2026-11-20', '1.15'), 2);
    expect(usd(await source.current(NOW))).toBe('115/100');
    await write(file, '<html>', 3);
    expect(usd(await source.current(NOW))).toBe('115/100');
    await rm(file);
    expect(usd(await source.current(NOW))).toBe('115/100');
    await write(file, xml('2026-11-20', '1.14'), 4);
    expect(usd(await source.current(NOW))).toBe('114/100');
  });

  test('is too old after a week', async () => {
    const file = join(folder, 'old.xml');
    await write(file, xml('2026-11-13', '1.16'), 1);
    const source = await openRates({ file, production: true, logger });
    expect(await source.current(NOW)).toBeNull();
    expect(await source.current(new Date('2026-11-19T23:00:00Z'))).not.toBeNull();
  });

  test('that has no rates stops the start', async () => {
    const file = join(folder, 'none.xml');
    await expect(openRates({ file, production: false, logger })).rejects.toThrow(SettingsError);
  });

  test('may be missing in development alone', async () => {
    const options = { file: undefined, logger };
    expect((await (await openRates({ ...options, production: false })).current(NOW))?.source).toMatch(/^Indicative/);
    expect(await (await openRates({ ...options, production: true })).current(NOW)).toBeNull();
  });
});
