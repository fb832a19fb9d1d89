import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { thirdPartyNotices } from './third-party-notices.ts';

/**
 * Makes `dist` a package: its manifest, the files by which Nx finds executors and generators, schemas, pages, notices.
 * The manifest in the sources names sources, so that this workspace runs without a build; the published one names what is
 * built.
 *
 * @param root absolute path of tools/standards
 * @param bundled sources of bundles that are built already, relative to `root`
 */
export async function finishPackage(root: string, bundled: readonly string[]): Promise<void> {
  const dist = join(root, 'dist');
  const workspace = join(root, '../..');
  const manifest = readJson(join(root, 'package.json'));
  writeJson(join(dist, 'package.json'), publishedManifest(manifest));
  for (const file of ['executors.json', 'generators.json']) {
    const text = readFileSync(join(root, file), 'utf8');
    writeFileSync(
      join(dist, file),
      text.replaceAll('./src/nx/', './nx/').replaceAll(/\.ts"/g, '.js"'),
    );
  }
  for (const schema of globSync('src/nx/**/schema.json', { cwd: root })) {
    const target = join(dist, schema.replace(/^src\//, ''));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, schema), target);
  }
  for (const templates of globSync('src/nx/generators/*/files', { cwd: root })) {
    cpSync(join(root, templates), join(dist, templates.replace(/^src\//, '')), { recursive: true });
  }
  cpSync(join(workspace, 'docs/standards'), join(dist, 'docs'), { recursive: true });
  const schemas = join(workspace, 'libs/standards/engine/schemas');
  for (const name of engineSchemas) cpSync(join(schemas, name), join(dist, name));
  cpSync(join(workspace, 'migrations/standards'), join(dist, 'migrations/standards'), {
    recursive: true,
  });
  cpSync(join(root, 'config.schema.json'), join(dist, 'config.schema.json'));
  if (existsSync(join(root, 'README.md'))) cpSync(join(root, 'README.md'), join(dist, 'README.md'));

  const metafile = join(dist, 'metafile-esm.json');
  writeFileSync(
    join(dist, 'THIRD_PARTY_NOTICES.txt'),
    thirdPartyNotices([...Object.keys(Object(readJson(metafile)['inputs'])), ...bundled], root),
  );
  rmSync(metafile);
}

const engineSchemas = ['report.schema.json', 'adoption.schema.json'] as const;

/** The fields that a consumer needs, with paths as they are inside `dist`. */
export function publishedManifest(
  manifest: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const dropped = new Set(['devDependencies', 'scripts', 'nx', 'files', 'private']);
  const kept = Object.entries(manifest).filter(([key]) => !dropped.has(key));
  const published = Object.fromEntries(kept.map(([key, value]) => [key, withoutDist(value)]));
  return {
    ...published,
    // They stand with the engine in the sources, and are copied beside the other schema.
    exports: {
      ...Object(published['exports']),
      ...Object.fromEntries(engineSchemas.map((name) => [`./${name}`, `./${name}`])),
    },
  };
}

function withoutDist(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^\.\/dist\//, './');
  if (Array.isArray(value)) return value.map(withoutDist);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '@h-j-petroleum/source')
      .map(([key, inner]) => [key, withoutDist(inner)]),
  );
}

function readJson(path: string): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Object.fromEntries(Object.entries(Object(value)));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
