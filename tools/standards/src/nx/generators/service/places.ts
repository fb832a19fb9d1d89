import type { Tree } from '@nx/devkit';
import { refusal } from '../../scaffold/refuse.ts';
import { checkSchemaName, isWordOfSql } from '../../scaffold/schema-name.ts';

/** Where a service stands beside others: its schema, its role and its port. */
export interface Places {
  /** Of the database: `cargo` for `cargo-api`. */
  readonly schema: string;
  /** Role of the database that it runs as: `cargo_api`. */
  readonly role: string;
  readonly port: number;
}

export const stack = 'docker/compose.services.yml';
const observability = 'docker/compose.observability.yml';

/**
 * The places of a service: those that it has where it is there, else free ones.
 *
 * @param given the schema, where it was chosen
 * @throws StandardsError GENERATE_REFUSED for a schema or a name that something else has
 */
export function placesOf(name: string, given: string | undefined, tree: Tree): Places {
  const isThere = tree.exists(`apps/${name}/package.json`);
  const kept = isThere ? keptSchema(name, tree) : undefined;
  if (kept !== undefined && given !== undefined && given !== kept) {
    throw refusal(`apps/${name} has the schema ${kept}. Leave --schema out.`);
  }
  const schema = kept ?? given ?? schemaFor(name);
  if (!isThere) {
    checkSchemaName(schema, '--schema');
    if (tree.exists(`migrations/${schema}`)) {
      throw refusal(
        `migrations/${schema} belongs to something else already. Choose another schema with --schema.`,
      );
    }
    checkFree(name, schema, tree);
  }
  return { schema, role: name.replaceAll('-', '_'), port: portOf(name, tree) };
}

/** The schema of a service that is there: as its image has it, or else its own source. An app without one is none of these services. */
export function keptSchema(name: string, tree: Tree): string | undefined {
  const image = new RegExp(`\\bSERVICE: ${name}, SCHEMA: ([a-z0-9_]+)`);
  const source = /^ {2}schema: '([a-z0-9_]+)',$/m;
  return (
    image.exec(tree.read(stack, 'utf-8') ?? '')?.[1] ??
    source.exec(tree.read(`apps/${name}/src/store/schema.ts`, 'utf-8') ?? '')?.[1]
  );
}

/** `cargo` for `cargo-api`; `order_api` for `order-api`, since `order` is a word of SQL. */
function schemaFor(name: string): string {
  const short = name.replace(/(?<=.)-api$/, '').replaceAll('-', '_');
  return isWordOfSql(short) ? name.replaceAll('-', '_') : short;
}

/** Compose has one name for one service, however many files it is read from; the database has one role of a name. */
function checkFree(name: string, schema: string, tree: Tree): void {
  const both = [observability, stack].map((file) => tree.read(file, 'utf-8') ?? '').join('\n');
  const dashed = schema.replaceAll('_', '-');
  for (const one of [name, `${dashed}-migrate`, `${dashed}-port`]) {
    if (new RegExp(`^ {2}${one}:`, 'm').test(both)) {
      throw refusal(
        `The stack in docker/ has a \`${one}\` already. Choose another name or --schema.`,
      );
    }
  }
  const upper = schema.toUpperCase();
  if (both.includes(`\${${upper}_PORT:`) || both.includes(`\${${upper}_DATABASE_PASSWORD:`)) {
    throw refusal(
      `The stack in docker/ has variables that begin with ${upper}_ already. Choose another schema with --schema.`,
    );
  }
  const role = name.replaceAll('-', '_');
  if (/^(?:pg_|postgres$|services_owner$|signals_)/.test(role)) {
    throw refusal(`The database has a role \`${role}\` of its own. Choose another name.`);
  }
}

/** The port that it has in the stack, else the one after the last. */
function portOf(name: string, tree: Tree): number {
  const text = tree.read(stack, 'utf-8') ?? '';
  const own = new RegExp(`^ {2}${name}:\\n(?: {4}.*\\n)*? +PORT: '(\\d+)'`, 'm').exec(text)?.[1];
  if (own !== undefined) return Number(own);
  const ports = [...text.matchAll(/^ +PORT: '(\d+)'/gm)].map(([, port]) => Number(port));
  return Math.max(4300, ...ports) + 1;
}
