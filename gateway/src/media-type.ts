const RESPONSE_JSON = 'application/graphql-response+json';
/** What graphql-http takes for acceptable. */
const RANGE =
  /^(application\/graphql-response\+json|application\/json|application\/\*|\*\/\*)(;(?!charset=)[^;]*)*(;charset=utf-?8)?(;(?!charset=)[^;]*)*$/;

/** The first of the two media types of GraphQL over HTTP that is acceptable; graphql-http refuses when there is none. */
export function mediaTypeOf(accept = '*/*'): string {
  const ranges = accept.replace(/\s/g, '').toLowerCase().split(',');
  const first = ranges.find((range) => RANGE.test(range));
  return first?.startsWith(RESPONSE_JSON) ? RESPONSE_JSON : 'application/json';
}
