import type { ExecutionResult, GraphQLError } from 'graphql';

const TEXT = Symbol('text');

interface Written {
  [TEXT]?: string;
}

/** One function for all results: with one each, every result would be of a shape of its own. */
const DATA: PropertyDescriptor & ThisType<Written> = {
  enumerable: true,
  configurable: true,
  get() {
    const data = JSON.parse(this[TEXT] ?? 'null');
    Object.defineProperty(this, 'data', { value: data, enumerable: true });
    return data;
  },
};

/** A response whose data is already written; it is only read back when somebody asks for `data`. */
export function writtenResult(
  dataText: string,
  errors: readonly GraphQLError[],
  extensions: Record<string, unknown>,
): ExecutionResult {
  const result: ExecutionResult & Written = {};
  Object.defineProperty(result, 'data', DATA);
  Object.defineProperty(result, TEXT, { value: dataText });
  if (errors.length > 0) result.errors = errors;
  if (Object.keys(extensions).length > 0) result.extensions = extensions;
  return result;
}

/** The same response, with its errors told in other words. */
export function withErrors(result: ExecutionResult & Written, errors: readonly GraphQLError[]): ExecutionResult {
  const dataText = result[TEXT];
  return dataText === undefined ? { ...result, errors } : writtenResult(dataText, errors, result.extensions ?? {});
}

/** The response as JSON, as JSON.stringify has it. */
export function textOf(result: ExecutionResult & Written): string {
  const dataText = result[TEXT];
  if (dataText === undefined) return JSON.stringify(result);
  const { errors, extensions } = result;
  return `{"data":${dataText}${errors ? `,"errors":${JSON.stringify(errors)}` : ''}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}`;
}
