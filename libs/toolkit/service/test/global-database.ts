import type { TestProject } from 'vitest/node';
// This file alone: packages of the workspace are not found from here.
import { startEmbeddedServer } from '../src/testing/embedded-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded database of this run is; empty where each file has one of its own on a server. */
    databaseUrl: string;
  }
}

/** One embedded database for all files, in the process that runs none of them. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) {
    project.provide('databaseUrl', '');
    return undefined;
  }
  const database = await startEmbeddedServer();
  project.provide('databaseUrl', database.url);
  return () => database.close();
}
