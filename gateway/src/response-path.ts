export type ResponsePath = readonly (string | number)[];

/** A place in the response, from its last key to its first: cheap to extend, written out only for errors. */
export interface Place {
  readonly within: Place | undefined;
  readonly key: string | number;
}

export function pathOf(place: Place | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.within) path.push(at.key);
  return path.reverse();
}

/** Whether two paths lie on one line, so that an error at the one explains a null at the other. */
export function concerns(a: ResponsePath | undefined, b: ResponsePath | undefined): boolean {
  if (!a || !b) return true;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return shorter.every((key, index) => key === longer[index]);
}
