import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServiceSchema } from '@h-j-petroleum/toolkit-service';

// Built, the files lie beside the code; in the workspace they lie with those of the other schemas.
const folders = ['./migrations', '../../../../migrations/pdf'];

/** The schema `pdf` and the files that make it. */
export const schema: ServiceSchema = {
  schema: 'pdf',
  folder:
    folders
      .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
      .find((folder) => existsSync(`${folder}/0001_documents.sql`)) ?? 'migrations/pdf',
};
