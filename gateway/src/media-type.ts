/** As it was asked for: a request that could not be run has a status that says so. */
export const RESPONSE_JSON = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';
const RANGE =
  /^(application\/graphql-response\+json|application\/json|application\/\*|\*\/\*)(;(?!charset=)[^;]*)*(;charset=utf-?8)?(;(?!charset=)[^;]*)*$/;

type MediaType = typeof RESPONSE_JSON | typeof JSON_TYPE;

/** What is said when neither is acceptable. */
export const MEDIA_TYPES = `${RESPONSE_JSON}; charset=utf-8, ${JSON_TYPE}; charset=utf-8`;

/** The first of the two media types of GraphQL over HTTP that is acceptable, if any. */
export function mediaTypeOf(accept = '*/*'): MediaType | undefined {
  if (accept === '*/*') return JSON_TYPE;
  const ranges = accept.replace(/\s/g, '').toLowerCase().split(',');
  const first = ranges.find((range) => RANGE.test(range));
  if (first === undefined) return undefined;
  return first.startsWith(RESPONSE_JSON) ? RESPONSE_JSON : JSON_TYPE;
}
