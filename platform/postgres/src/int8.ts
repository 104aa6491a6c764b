import pg from 'pg';

const INT8_OID = 20;
const INT8_ARRAY_OID = 1016;

const parseInt8Array = (text: string): (bigint | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : BigInt(item)));

// int8 carries money, and money is a bigint. Set on pg's global table, because drizzle hands its own table
// to each query, which falls back to the global one and never asks the pool's: any other place would leave
// int8 a bigint in `query()` and a string in `db.execute()`.
pg.types.setTypeParser(INT8_OID, BigInt);
pg.types.setTypeParser(INT8_ARRAY_OID as typeof INT8_OID, parseInt8Array);
