import { basename } from 'node:path';
import type { Files } from '@h-j-petroleum/standards-engine';
import { tolerantJson } from '@h-j-petroleum/standards-engine';

/** What a workspace is called in the history: what its root package calls itself, else the name of its folder. */
export function workspaceName({
  root,
  files,
}: {
  readonly root: string;
  readonly files: Files;
}): string {
  const manifest = tolerantJson(files.read('package.json') ?? '');
  const name: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'name') : undefined;
  return typeof name === 'string' && name !== '' ? name : basename(root);
}
