import type { ExecutionResult, GraphQLError } from 'graphql';

const texts = new WeakMap<ExecutionResult, string>();

/** A response whose data is already written; it is only read back when somebody asks for `data`. */
export function writtenResult(
  dataText: string,
  errors: readonly GraphQLError[],
  extensions: Record<string, unknown>,
): ExecutionResult {
  let data: Record<string, unknown> | null | undefined;
  const result: ExecutionResult = {
    get data() {
      if (data === undefined) data = JSON.parse(dataText) as Record<string, unknown> | null;
      return data;
    },
    ...(errors.length > 0 && { errors }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
  texts.set(result, dataText);
  return result;
}

/** The response as JSON, as JSON.stringify has it. */
export function textOf(result: ExecutionResult): string {
  const dataText = texts.get(result);
  if (dataText === undefined) return JSON.stringify(result);
  const { errors, extensions } = result;
  return `{"data":${dataText}${errors ? `,"errors":${JSON.stringify(errors)}` : ''}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}`;
}
