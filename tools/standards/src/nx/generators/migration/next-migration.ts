import { nearestName } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';
import { refusal } from '../../scaffold/refuse.ts';
import { checkSchemaName } from '../../scaffold/schema-name.ts';
import type { MigrationOptions } from './migration.ts';

/** Where the next migration of a schema goes, and what is there. */
export interface NextMigration {
  /** `migrations/pdf/0003_pages.sql` */
  readonly path: string;
  /** The file of that name that is there already. */
  readonly standing: string | undefined;
  /** Name of the one before it, without its ending; undefined for the first. */
  readonly before: string | undefined;
  /** Texts of those before it, in their order. */
  readonly texts: readonly string[];
}

/** `0002_tiers.timescale.sql`: number, what it is about, and the one profile that it is for. */
const fileName = /^(\d{4})_([a-z_]+)(?:\.[a-z]+)?\.sql$/;

/** @throws StandardsError GENERATE_REFUSED */
export function nextMigration(
  tree: Tree,
  { schema, name, newSchema }: Pick<MigrationOptions, 'schema' | 'name' | 'newSchema'>,
): NextMigration {
  const folder = `migrations/${schema}`;
  const schemas = tree.children('migrations').filter((one) => !tree.isFile(`migrations/${one}`));
  if (!schemas.includes(schema)) {
    if (newSchema !== true) throw unknownSchema(schema, schemas);
    checkSchemaName(schema);
  }
  checkTitle(name);
  const files = tree
    .children(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const parsed = files.map((file) => {
    const [, number, title] = fileName.exec(file) ?? [];
    if (number === undefined || title === undefined) {
      throw refusal(
        `${folder}/${file} is no name of a migration (0005_what.sql), so nobody knows what comes next. Rename it first.`,
      );
    }
    return { file, number, title };
  });
  const twice = parsed.find(({ number, title }, index) =>
    parsed.slice(0, index).some((one) => one.number === number && one.title !== title),
  );
  if (twice) {
    throw refusal(
      `${folder} has two migrations with the number ${twice.number}. Give the one that was applied nowhere the next number first.`,
    );
  }
  const same = parsed.find(({ title }) => title === name);
  if (newSchema === true && schemas.includes(schema) && !same) {
    throw refusal(`${folder} is there already. Leave out --new-schema.`);
  }
  const last = parsed.at(-1);
  const number = Number(last?.number ?? 0) + 1;
  if (number > 9999) throw refusal(`${folder} has no number left after ${last?.file ?? ''}.`);
  return {
    path: `${folder}/${String(number).padStart(4, '0')}_${name}.sql`,
    standing: same && `${folder}/${same.file}`,
    before: last && `${last.number}_${last.title}`,
    texts: files.map((file) => tree.read(`${folder}/${file}`, 'utf-8') ?? ''),
  };
}

function unknownSchema(schema: string, schemas: readonly string[]): Error {
  const near = nearestName(schema, [...schemas]);
  return refusal(
    `There is no schema \`${schema}\` in migrations/. There are ${schemas.toSorted().join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`} With --new-schema it becomes one.`,
  );
}

/** The same rule as that of whoever runs them: what is called otherwise would be refused there. */
export function checkTitle(name: string, option = ''): void {
  const right = name
    .replace(/\.sql$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 50);
  if (name === right) return;
  throw refusal(
    `\`${name}\` is no name of a ${option === '' ? 'migration' : option.slice(2)}: words of small letters with underscores, without number or ending, 50 at most. Write \`${`${option} ${right || 'shipments'}`.trim()}\`.`,
  );
}
