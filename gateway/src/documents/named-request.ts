/** The parts of a request over HTTP that say which document it means. */
interface HttpRequest<Body> {
  readonly method: string;
  readonly url: string;
  readonly body: Body;
}

/**
 * The request as graphql-http reads it, which wants every request to have a document: one that names it by its hash has
 * an empty one.
 */
export function withDocument<Body>({ method, url, body }: HttpRequest<Body>): { url: string; body: Body } {
  if (method === 'GET') {
    const [, search = ''] = url.split('?');
    const params = new URLSearchParams(search);
    return { url: params.has('extensions') && !params.has('query') ? `${url}&query=` : url, body };
  }
  if (typeof body !== 'object' || body === null) return { url, body };
  const { query, extensions } = body as { query?: unknown; extensions?: unknown };
  const isNamed = (query === undefined || query === null) && typeof extensions === 'object' && extensions !== null;
  return { url, body: isNamed ? { ...body, query: '' } : body };
}
