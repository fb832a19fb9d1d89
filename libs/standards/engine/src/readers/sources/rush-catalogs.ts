import type { Files } from '../../workspace/files.ts';
import type { Catalog, ReadProblem } from '../../workspace/workspace.ts';
import { type FoundCatalogs, namedCatalogs } from './catalogs.ts';
import { parseJsonWithComments } from './json-with-comments.ts';
import { findText } from './text-file.ts';
import { ownProperty, stringsOf } from './untrusted.ts';
import { unreadable } from './yaml-file.ts';

const configFolder = 'common/config';

/** `globalCatalogs` of Rush's settings for pnpm: of the whole repository, then of each subspace that is in use. */
export function readRushCatalogs(files: Files): FoundCatalogs {
  const catalogs: Catalog[] = [];
  const problems: ReadProblem[] = [];
  const parse = (file: string): unknown => {
    const found = findText(files, file);
    if (!found) return undefined;
    const parsed = found.ok ? parseJsonWithComments(found.text) : { ...found, line: 1 };
    if (parsed.ok) return parsed.value;
    problems.push(unreadable(file, parsed.line, parsed.reason));
    return undefined;
  };
  const subspaces = parse(`${configFolder}/rush/subspaces.json`);
  const names =
    ownProperty(subspaces, 'subspacesEnabled') === true
      ? stringsOf(ownProperty(subspaces, 'subspaceNames'))
      : [];
  for (const folder of ['rush', ...names.map((name) => `subspaces/${name}`)]) {
    const file = `${configFolder}/${folder}/pnpm-config.json`;
    catalogs.push(
      ...namedCatalogs(ownProperty(parse(file), 'globalCatalogs'), file, ['globalCatalogs']),
    );
  }
  return { catalogs, problems };
}
