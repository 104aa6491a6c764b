import { createHash } from 'node:crypto';
import { formatMinor } from '@paygraph/money';
import type { StatementEntry, StatementHead, StatementWriter } from './statement.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';
// Lengths of ISO 20022's text types, in characters.
const REFERENCE_CHARACTERS_MAX = 35;
const ACCOUNT_ID_CHARACTERS_MAX = 34;
const ACCOUNT_NAME_CHARACTERS_MAX = 70;
const REMITTANCE_LINE_CHARACTERS_MAX = 140;
const DIGEST_CHARACTERS = 16;

/** A statement as ISO 20022 camt.053.001.08: what a bank sends, and what accounting software reads. */
export const camt053Statement: StatementWriter = {
  contentType: 'application/xml; charset=utf-8',
  extension: 'xml',
  start(head) {
    const id = statementId(head);
    const createdAt = head.createdAt.toISOString();
    const name = firstCharacters(text(head.accountName), ACCOUNT_NAME_CHARACTERS_MAX);
    return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${NAMESPACE}">
<BkToCstmrStmt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${createdAt}</CreDtTm></GrpHdr>
<Stmt>
<Id>${id}</Id><CreDtTm>${createdAt}</CreDtTm>
<FrToDt><FrDtTm>${head.from.toISOString()}</FrDtTm><ToDtTm>${head.to.toISOString()}</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${reference(head.accountId, ACCOUNT_ID_CHARACTERS_MAX)}</Id></Othr></Id><Ccy>${head.currency}</Ccy>${optional('Nm', name)}</Acct>
${balance('OPBD', head.openingMinor, head.currency, head.from)}
${balance('CLBD', head.closingMinor, head.currency, head.to)}
`;
  },
  entry(entry, { currency }) {
    const direction = entry.direction === 'CREDIT' ? 'CRDT' : 'DBIT';
    const reversal = entry.kind === 'REVERSE' ? '<RvslInd>true</RvslInd>' : '';
    return `<Ntry><NtryRef>${entry.version}</NtryRef>${amount(entry.minor, currency)}<CdtDbtInd>${direction}</CdtDbtInd>${reversal}<Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>${entry.recordedAt.toISOString()}</DtTm></BookgDt><ValDt><DtTm>${entry.effectiveAt.toISOString()}</DtTm></ValDt>
<AcctSvcrRef>${reference(entry.entryId)}</AcctSvcrRef><BkTxCd><Prtry><Cd>${entry.kind}</Cd><Issr>Paygraph</Issr></Prtry></BkTxCd>
${details(entry)}</Ntry>
`;
  },
  end: () => '</Stmt>\n</BkToCstmrStmt>\n</Document>\n',
};

function details({ transactionId, description }: StatementEntry): string {
  const lines = inLines(text(description), REMITTANCE_LINE_CHARACTERS_MAX);
  const remittance = lines.map((line) => `<Ustrd>${escaped(line)}</Ustrd>`).join('');
  const references = transactionId ? `<Refs><TxId>${reference(transactionId)}</TxId></Refs>` : '';
  if (!references && !remittance) return '';
  return `<NtryDtls><TxDtls>${references}${remittance && `<RmtInf>${remittance}</RmtInf>`}</TxDtls></NtryDtls>\n`;
}

function balance(code: 'OPBD' | 'CLBD', minor: bigint, currency: string, time: Date): string {
  const direction = minor < 0n ? 'DBIT' : 'CRDT';
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(minor < 0n ? -minor : minor, currency)}<CdtDbtInd>${direction}</CdtDbtInd><Dt><DtTm>${time.toISOString()}</DtTm></Dt></Bal>`;
}

function amount(minor: bigint, currency: string): string {
  return `<Amt Ccy="${currency}">${formatMinor(minor, currency)}</Amt>`;
}

/** The same for the same content, so that a receiver notices when a statement comes twice. */
function statementId({ accountId, from, to, openingMinor, closingMinor }: StatementHead): string {
  const content = [accountId, from.toISOString(), to.toISOString(), openingMinor, closingMinor].join('\n');
  return digest(content, 32);
}

/** An id as it is where it fits, otherwise its beginning and a digest that keeps it unique. */
function reference(id: string, charactersMax = REFERENCE_CHARACTERS_MAX): string {
  const whole = text(id);
  if (whole === id && [...whole].length <= charactersMax) return escaped(whole);
  const beginning = firstCharacters(whole, charactersMax - DIGEST_CHARACTERS - 1);
  return escaped(`${beginning}-${digest(id, DIGEST_CHARACTERS)}`);
}

function digest(content: string, characters: number): string {
  return createHash('sha256').update(content).digest('hex').slice(0, characters);
}

/** Text in one line, without the characters that XML 1.0 refuses in any form. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
    .trim();
}

/** XSD counts characters, not UTF-16 units. */
function firstCharacters(value: string, count: number): string {
  return [...value].slice(0, count).join('');
}

function inLines(value: string, charactersMax: number): string[] {
  const characters = [...value];
  return Array.from({ length: Math.ceil(characters.length / charactersMax) }, (_, line) =>
    characters.slice(line * charactersMax, (line + 1) * charactersMax).join(''),
  );
}

function optional(element: string, value: string): string {
  return value === '' ? '' : `<${element}>${escaped(value)}</${element}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(value: string): string {
  return value.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
