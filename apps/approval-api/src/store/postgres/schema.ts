import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServiceSchema } from '@h-j-petroleum/toolkit-service';

// Built, the files lie beside the code; in the workspace they lie with those of the other schemas.
const folders = ['./migrations', '../../../../../migrations/approval'];

/** The schema `approval` and the files that make it. */
export function approvalSchema(): ServiceSchema {
  const folder = folders
    .map((one) => fileURLToPath(new URL(one, import.meta.url)))
    .find((one) => existsSync(`${one}/0001_requests.sql`));
  if (folder === undefined)
    throw new Error('The migrations of approval-api are missing. Build or install it anew.');
  return { schema: 'approval', folder };
}
