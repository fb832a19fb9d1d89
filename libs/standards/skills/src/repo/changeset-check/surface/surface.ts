import { joinPath, parentPath } from '@h-j-petroleum/standards-engine';
import type { Declaration, Imported, Module } from './module.ts';
import { readModule } from './module.ts';

/** What an importer reaches by one name. */
export interface Exported {
  /** Its own declaration; undefined where it comes from another package, or was not found. */
  readonly declaration: Declaration | undefined;
  /** What it is where it has no declaration here: `Schema of zod`. */
  readonly origin: string;
  /** Declarations that it refers to and that no entry exports, by name, with all that those refer to. */
  readonly hidden: ReadonlyMap<string, string>;
}

/** Everything that importers reach, by subpath and name: `. Options`. */
export type Surface = ReadonlyMap<string, Exported>;

/** A tree of files, as it stands or as it stood. */
export interface Sources {
  read(path: string): Promise<string | undefined>;
}

const extensions = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '.js',
  '.mjs',
  '.jsx',
];

interface Found {
  readonly file: string;
  readonly local: string;
}

/** @param entries files by subpath */
export async function readSurface(
  entries: ReadonlyMap<string, string>,
  sources: Sources,
): Promise<Surface> {
  const modules = new Map<string, Promise<Module | undefined>>();
  const moduleAt = (file: string): Promise<Module | undefined> => {
    const known = modules.get(file);
    if (known) return known;
    const read = sources
      .read(file)
      .then((text) => (text === undefined ? undefined : readModule(file, text)));
    modules.set(file, read);
    return read;
  };
  const fileOf = async (from: string, specifier: string): Promise<string | undefined> => {
    const path = joinPath(parentPath(from), specifier);
    // Sources name what they become: `./x.js` is `./x.ts` here.
    const stem = path.replace(/\.([cm]?)jsx?$/, '');
    const candidates = [
      ...extensions.map((extension) => path + extension),
      ...(stem === path ? [] : extensions.slice(1).map((extension) => stem + extension)),
      ...extensions.slice(1).map((extension) => `${path}/index${extension}`),
    ];
    for (const candidate of candidates) {
      if (/\.[cm]?[jt]sx?$/.test(candidate) && (await moduleAt(candidate))) return candidate;
    }
    return undefined;
  };

  /** All names of a module, those of `export *` too. */
  async function namesOf(file: string, seen: Set<string>): Promise<Map<string, Found | string>> {
    const names = new Map<string, Found | string>();
    const module = await moduleAt(file);
    if (!module || seen.has(file)) return names;
    seen.add(file);
    for (const specifier of module.stars) {
      const target = specifier.startsWith('.') ? await fileOf(file, specifier) : undefined;
      if (target === undefined) names.set(`* of ${specifier}`, `everything of ${specifier}`);
      else
        for (const [name, found] of await namesOf(target, seen)) {
          if (name !== 'default') names.set(name, found);
        }
    }
    for (const [name, one] of module.exports) {
      for (const [full, found] of await follow(file, name, one, new Set(seen)))
        names.set(full, found);
    }
    seen.delete(file);
    return names;
  }

  /** Where an exported name is declared; a namespace is each of its names. */
  async function follow(
    file: string,
    name: string,
    exported: { readonly local: string } | Imported,
    seen: Set<string>,
  ): Promise<Map<string, Found | string>> {
    const module = await moduleAt(file);
    const imported =
      'local' in exported
        ? module?.declarations.has(exported.local)
          ? undefined
          : module?.imports.get(exported.local)
        : exported;
    if (!imported) {
      const local = 'local' in exported ? exported.local : name;
      return new Map([[name, { file, local }]]);
    }
    const { specifier, name: there } = imported;
    const target = specifier.startsWith('.') ? await fileOf(file, specifier) : undefined;
    if (target === undefined) return new Map([[name, `${there} of ${specifier}`]]);
    const inside = await namesOf(target, seen);
    if (there === '*') {
      return new Map([...inside].map(([inner, found]) => [`${name}.${inner}`, found]));
    }
    return new Map([[name, inside.get(there) ?? `${there} of ${specifier}`]]);
  }

  const reached = new Map<string, Found | string>();
  for (const [subpath, file] of entries) {
    for (const [name, found] of await namesOf(file, new Set()))
      reached.set(`${subpath} ${name}`, found);
  }
  const exported = new Set(
    [...reached.values()].map((one) =>
      typeof one === 'string' ? one : `${one.file} ${one.local}`,
    ),
  );

  /** The declarations that one refers to and that nobody exports. */
  async function hiddenOf(from: Found): Promise<ReadonlyMap<string, string>> {
    const hidden = new Map<string, string>();
    const open = [from];
    const seen = new Set([`${from.file} ${from.local}`]);
    for (const { file, local } of open) {
      const module = await moduleAt(file);
      for (const name of module?.declarations.get(local)?.references ?? []) {
        const isOwn = module?.declarations.has(name) === true;
        if (!isOwn && module?.imports.has(name) !== true) continue;
        for (const [full, found] of await follow(file, name, { local: name }, new Set())) {
          if (typeof found === 'string') {
            hidden.set(`${name} of another package`, found);
            continue;
          }
          const key = `${found.file} ${found.local}`;
          if (seen.has(key) || exported.has(key)) continue;
          seen.add(key);
          open.push(found);
          const declaration = (await moduleAt(found.file))?.declarations.get(found.local);
          if (declaration) hidden.set(full, wholeText(declaration));
        }
      }
    }
    return hidden;
  }

  const surface = new Map<string, Exported>();
  for (const [name, found] of reached) {
    if (typeof found === 'string') {
      surface.set(name, { declaration: undefined, origin: found, hidden: new Map() });
      continue;
    }
    const declaration = (await moduleAt(found.file))?.declarations.get(found.local);
    surface.set(name, { declaration, origin: found.local, hidden: await hiddenOf(found) });
  }
  return surface;
}

export function wholeText({ head, members }: Declaration): string {
  return `${head} ${
    members
      ?.map(({ text }) => text)
      .sort()
      .join('; ') ?? ''
  }`;
}
