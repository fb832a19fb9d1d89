import type { ValidateFunction } from 'ajv';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { Operation } from '../operations.ts';

/** Finds the schema of an answer: the one of its status and type, or why there is none. */
export type AnswerSchemas = (
  operation: Operation,
  status: number,
  type: string,
) => ValidateFunction | 'no body' | { readonly fault: string };

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Compiles the schemas of a document's answers, as they are needed. */
export async function answerSchemas(document: OpenAPIV3_1.Document): Promise<AnswerSchemas> {
  const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  // Its types are of CommonJS, where the function is a member of what is imported.
  (addFormats as unknown as { default: (one: typeof ajv) => void }).default(ajv);
  ajv.addSchema({ ...document, $id: 'document' }, 'document');
  const compiled = new Map<string, ValidateFunction>();
  return ({ method, path, about }, status, type) => {
    const responses = about.responses ?? {};
    const key = [String(status), `${String(status)[0]}XX`, 'default'].find(
      (one) => one in responses,
    );
    if (key === undefined) return { fault: `the status ${status} is not in the document` };
    const content: unknown = Reflect.get(Object(responses[key]), 'content');
    if (content === undefined) return 'no body';
    if (typeof content !== 'object' || content === null || !(type in content)) {
      return { fault: `the type ${type} of the status ${status} is not in the document` };
    }
    const parts = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      key,
      'content',
      type,
      'schema',
    ];
    if (Reflect.get(Object(Reflect.get(content, type)), 'schema') === undefined) return 'no body';
    const pointer = parts.map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const ref = `document#/${pointer.join('/')}`;
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, validate);
    return validate;
  };
}

/** What is wrong with an answer; undefined where nothing is. */
export function answerFault(
  schemas: AnswerSchemas,
  operation: Operation,
  { statusCode, headers, body }: Answer,
): string | undefined {
  if (statusCode >= 500) return `it answered ${statusCode}: ${body.slice(0, 300)}`;
  if (statusCode === 304) return undefined;
  const type = String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const found = schemas(operation, statusCode, type);
  if (found === 'no body') return undefined;
  if (typeof found === 'object') return found.fault;
  if (found(jsonOf(body, type))) return undefined;
  const [error] = found.errors ?? [];
  return `the body of the status ${statusCode} is not what the document says: ${error?.instancePath ?? ''} ${error?.message ?? ''}`;
}

function jsonOf(body: string, type: string): unknown {
  if (!/[/+]json$/.test(type)) return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
