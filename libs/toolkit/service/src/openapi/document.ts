import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { ServiceInstance } from '../app/types.ts';
import { ServiceError } from '../errors.ts';

/** The OpenAPI 3.1 document of a service. */
export async function openapiOf(app: ServiceInstance): Promise<OpenAPIV3_1.Document> {
  await app.ready();
  // swagger's type knows 3.0 too; `createService` asks for 3.1.
  return structuredClone(app.swagger()) as OpenAPIV3_1.Document;
}

/** The document as a file has it. */
export async function openapiText(app: ServiceInstance): Promise<string> {
  return `${JSON.stringify(await openapiOf(app), undefined, 2)}\n`;
}

/** Writes the document; answers whether the file had another one or none. */
export async function writeOpenapi(app: ServiceInstance, file: string): Promise<boolean> {
  const text = await openapiText(app);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(file, text);
  return true;
}

/**
 * Holds the committed document against the one that the routes make: what clients were promised changes in sight.
 *
 * @throws ServiceError `SERVICE_OPENAPI_CHANGED`, with the first line that differs
 */
export async function checkOpenapi(app: ServiceInstance, file: string): Promise<void> {
  const text = await openapiText(app);
  const committed = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : '';
  if (committed === text) return;
  const made = text.split('\n');
  const had = committed.split('\n');
  const at = made.findIndex((line, index) => line !== had[index]);
  const line = at === -1 ? made.length : at;
  throw new ServiceError(
    'SERVICE_OPENAPI_CHANGED',
    `${file} is not the document of these routes. In line ${line + 1} it has ${JSON.stringify(had[line]?.trim() ?? 'nothing')}, and the routes make ${JSON.stringify(made[line]?.trim() ?? 'nothing')}. Write it anew with the command openapi, and commit it.`,
  );
}
