import DataLoader from 'dataloader';

/** Rows by id, gathered into one query; undefined for an id without a row. Lives for one request. */
export function loadOne<Row>(
  load: (ids: readonly string[]) => Promise<Map<string, Row>>,
): DataLoader<string, Row | undefined> {
  return new DataLoader(async (ids) => {
    const rows = await load(ids);
    return ids.map((id) => rows.get(id));
  });
}

/** Lists of rows by the id they belong to, gathered into one query. Lives for one request. */
export function loadMany<Row>(
  load: (ids: readonly string[]) => Promise<Map<string, Row[]>>,
): DataLoader<string, Row[]> {
  return new DataLoader(async (ids) => {
    const rows = await load(ids);
    return ids.map((id) => rows.get(id) ?? []);
  });
}
