/** An entity of another subgraph, by the key they share. */
export interface Reference {
  readonly id: string;
}
