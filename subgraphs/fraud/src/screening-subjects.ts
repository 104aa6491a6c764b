import type { Origin } from '@paygraph/identity';
import { callPeer, type Platform } from '@paygraph/subgraph';

/** A person as the rules see them. */
export interface ScreeningSubject {
  readonly id: string;
  readonly name: string;
  readonly kycVerified: boolean;
}

/** People the users subgraph is asked about in one call. */
const IDS_MAX = 1_000;

const QUERY = /* GraphQL */ `
  query ($ids: [ID!]!) {
    _screeningSubjects(ids: $ids) { id name kycVerified }
  }
`;

/** The people of these ids, by id; unknown ones are left out. Throws PeerError when nobody can be asked. */
export async function loadSubjects(
  { peer }: Pick<Platform, 'peer'>,
  origin: Origin,
  ids: ReadonlySet<string>,
): Promise<Map<string, ScreeningSubject>> {
  const all = [...ids];
  const chunks = Array.from({ length: Math.ceil(all.length / IDS_MAX) }, (_, index) =>
    all.slice(index * IDS_MAX, (index + 1) * IDS_MAX),
  );
  const answers = await Promise.all(
    chunks.map((chunk) =>
      callPeer<{ _screeningSubjects: readonly ScreeningSubject[] }>(peer('users'), 'fraud', origin, QUERY, {
        ids: chunk,
      }),
    ),
  );
  return new Map(
    answers.flatMap(({ _screeningSubjects }) => _screeningSubjects.map((subject) => [subject.id, subject] as const)),
  );
}
