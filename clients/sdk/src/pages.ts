/** How many items a loop asks for at a time, unless `first` says otherwise: the most the API gives. */
const PAGE_SIZE = 100;

/** A part of a list. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  /** Pass as `after` to read on from here; null when the page is empty. */
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/**
 * A list that grows. `await` it for one page, or loop over it with `for await` for every item: pages are then read
 * as the loop needs them. Nothing is asked before that, and each `await` or loop asks anew.
 */
export interface Pages<Node> extends PromiseLike<Page<Node>>, AsyncIterable<Node> {}

/** What the API calls a connection. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly endCursor?: string | null; readonly hasNextPage: boolean };
}

interface Position {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** @param read asks for one page, with these variables in place of those the list was asked with */
export function pagesOf<Node>(
  position: Position,
  read: (position: Position) => Promise<Connection<Node>>,
): Pages<Node> {
  const page = async (at: Position): Promise<Page<Node>> => {
    const { edges, pageInfo } = await read(at);
    return {
      nodes: edges.map(({ node }) => node),
      endCursor: pageInfo.endCursor ?? null,
      hasNextPage: pageInfo.hasNextPage,
    };
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: one page is what awaiting a list means.
    then: (fulfilled, rejected) => page(position).then(fulfilled, rejected),
    async *[Symbol.asyncIterator]() {
      let { after } = position;
      for (;;) {
        const { nodes, endCursor, hasNextPage } = await page({ first: position.first ?? PAGE_SIZE, after });
        yield* nodes;
        if (!hasNextPage || endCursor === null) return;
        after = endCursor;
      }
    },
  };
}
