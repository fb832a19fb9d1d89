import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';

useSourceCondition(import.meta.url);

export interface MigrationOptions {
  /** Folder of migrations/. */
  readonly schema: string;
  /** `missing_glyphs`: what it is about. */
  readonly name: string;
  /** One sentence with its full stop. */
  readonly description?: string;
  /** @default the name, where neither column nor empty is given */
  readonly table?: string;
  /** `items.weight`: a column of a table that is there. */
  readonly column?: string;
  /** @default 'text' */
  readonly type?: string;
  /** Leaves the statements to the user. */
  readonly empty?: boolean;
  readonly newSchema?: boolean;
}

/**
 * The next migration of a schema. Migrations are never taken away again: once it was applied somewhere, the next one mends it.
 *
 * @throws StandardsError GENERATE_REFUSED: no such schema, a name outside the rule, a table that is there or is not
 */
export default async function migration(
  tree: Tree,
  options: MigrationOptions,
): Promise<GeneratorCallback> {
  const { checkHouse } = await import('../../scaffold/house.ts');
  const { leftovers } = await import('../../scaffold/leftovers.ts');
  const { nextMigration } = await import('./next-migration.ts');
  const { statementsOf } = await import('./statements.ts');
  checkHouse(tree);
  const { path, standing, before, texts } = nextMigration(tree, options);
  if (standing !== undefined) {
    return () => {
      console.log(`${standing} is there already. Nothing was changed.`);
    };
  }
  const { sql, hints } = statementsOf(options, texts);
  tree.write(path, sql);
  const naming = before === undefined ? [] : await leftovers(tree, [before]);
  return () => {
    console.log(
      'It runs with the others of its schema. Once it was applied, it never changes: another one mends it.',
    );
    for (const hint of hints) console.log(hint);
    for (const place of naming) {
      if (!place.startsWith('migrations/')) {
        console.log(`names ${before}, and may have to name this one as well: ${place}`);
      }
    }
  };
}
