import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { isRecord, ownField } from '../../manifest-check/package/json-value.ts';
import type { Facts } from './facts.ts';

/** A package as it was packed. */
export interface Unpacked {
  readonly name: string;
  readonly manifest: unknown;
  /** Texts of its files, by their path inside the package. */
  readonly files: ReadonlyMap<string, string>;
  /** Absolute path of the folder in the workspace from which its dependencies are found. */
  readonly from: string;
}

/** Where packages were installed. */
export interface Installed {
  /** Absolute path of the consumer's folder. */
  readonly consumer: string;
  /** Absolute path of the package that is looked at. */
  readonly folder: string;
  readonly uninstalled: Facts['uninstalled'];
}

const fields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** What a compiler and a resolver read. */
const readable = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * Installs packed packages for a consumer, each with what it declares and nothing besides, as a strict package manager
 * does: packed siblings as they were packed, all others as they are installed in the workspace. Asks no registry.
 *
 * @param into absolute path of an empty folder
 * @param packages the one that is looked at, then siblings
 * @param members names of the workspace's packages: one that was not packed is to be had from nowhere
 * @param types packages of `@types` that the consumer itself has
 */
export function install(
  into: string,
  packages: readonly [Unpacked, ...Unpacked[]],
  members: ReadonlySet<string>,
  types: readonly string[],
): Installed {
  const places = new Map(
    packages.map(({ name }, at) => [name, join(into, 'store', String(at), 'node_modules', name)]),
  );
  for (const one of packages) {
    const place = places.get(one.name) ?? '';
    for (const [path, text] of one.files) {
      if (!readable.test(path)) continue;
      const file = join(place, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  const [own] = packages;
  const uninstalled: Facts['uninstalled'] = [];
  for (const one of packages) {
    for (const { name, range, field, optional } of declared(one.manifest)) {
      const target =
        places.get(name) ?? (members.has(name) ? undefined : installedFolder(one.from, name));
      if (target !== undefined) link(target, beside(places.get(one.name) ?? '', one.name, name));
      else if (one === own && !optional) uninstalled.push({ name, range, field });
    }
  }
  const consumer = join(into, 'consumer');
  const folder = places.get(own.name) ?? '';
  link(folder, join(consumer, 'node_modules', own.name));
  for (const type of types) {
    const name = `@types/${type}`;
    const target = installedFolder(own.from, name);
    if (target !== undefined) link(target, join(consumer, 'node_modules', name));
  }
  // A consumer gives what its packages ask of it, and imports that itself.
  for (const { name, field } of declared(own.manifest)) {
    const target = field === 'peerDependencies' ? installedFolder(own.from, name) : undefined;
    if (target !== undefined) link(target, join(consumer, 'node_modules', name));
  }
  writeFileSync(
    join(consumer, 'package.json'),
    '{ "name": "consumer", "private": true, "type": "module" }\n',
  );
  return { consumer, folder: realpathSync(folder), uninstalled };
}

interface Declared {
  readonly name: string;
  readonly range: string;
  readonly field: string;
  readonly optional: boolean;
}

function* declared(manifest: unknown): Generator<Declared> {
  const meta = ownField(manifest, 'peerDependenciesMeta');
  for (const field of fields) {
    const ranges = ownField(manifest, field);
    for (const [name, range] of isRecord(ranges) ? Object.entries(ranges) : []) {
      const optional =
        field === 'optionalDependencies' || ownField(ownField(meta, name), 'optional') === true;
      yield { name, range: String(range), field, optional };
    }
  }
}

/** The folder of `name` beside a package: `node_modules/@a/b` of `node_modules/c`. */
function beside(place: string, own: string, name: string): string {
  return join(place.slice(0, place.length - own.length), name);
}

function link(target: string, path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}

/** Where Node would find an installed package from a folder, links followed. */
export function installedFolder(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (folder === parse(folder).root) return undefined;
  }
}
