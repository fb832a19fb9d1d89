import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Attw from '@arethetypeswrong/core';
import type { Measure, MeasureResult } from '@h-j-petroleum/standards-engine';
import { diskFiles, joinPath, parseJson, readWorkspace } from '@h-j-petroleum/standards-engine';
import type * as Ts from 'typescript';
import { ownField } from '../../manifest-check/package/json-value.ts';
import { collectTargets } from '../../manifest-check/package/targets.ts';
import type { Options } from '../options.ts';
import { publishedOf, type Published } from '../package.ts';
import { sourceReferences } from '../references.ts';
import { compile } from './compile.ts';
import { entriesOf } from './entries.ts';
import type { Facts } from './facts.ts';
import { install, type Unpacked } from './install.ts';
import { pack } from './pack.ts';
import { siblingsOf } from './siblings.ts';
import { loadFrom } from './tool.ts';
import { wrongTypes } from './wrong-types.ts';

/** Packs a package, installs it for a consumer, and looks at what that one gets. */
export const measureTypes: Measure<Options> = async ({ root, project, options }) => {
  const published = publishedOf(project, options);
  if ('reason' in published) return { notSupported: published.reason };
  const here = join(root, project.root);
  const attw = await loadFrom(here, '@arethetypeswrong/core');
  if (!isAttw(attw)) return missing('@arethetypeswrong/core');
  const compiler = await loadFrom(here, 'typescript');
  const ts: unknown = Reflect.get(Object(compiler), 'default') ?? compiler;
  if (!isTypeScript(ts)) {
    return {
      notSupported:
        compiler === undefined
          ? 'There is no `typescript`. Install it as a devDependency.'
          : 'The `typescript` that is installed has no compiler API. Install one of 5.5 to 6.x under that name.',
    };
  }
  const workspace = await readWorkspace(diskFiles(root), { root });
  const manifestOf = (one: Published): unknown => {
    const parsed = parseJson(workspace.files.read(joinPath(one.folder, 'package.json')) ?? '');
    return parsed.ok ? parsed.value : undefined;
  };
  const packages = [published, ...siblingsOf(workspace, published, options, manifestOf)] as const;
  const unbuilt = packages.flatMap((one) => unbuiltOf(root, one, manifestOf(one)));
  if (unbuilt.length > 0) {
    return {
      notSupported: `It is not built: ${unbuilt.join(', ')} is not there. Run the build of it and of the packages that it depends on.`,
    };
  }
  const manager = workspace.packageManager.name === 'pnpm' ? 'pnpm' : 'npm';
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'types-check-')));
  try {
    return await measureIn(folder, {
      ...{ attw, ts, root, packages, manager, options },
      members: new Set(workspace.members.flatMap(({ name }) => name ?? [])),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Given {
  readonly attw: typeof Attw;
  readonly ts: typeof Ts;
  readonly root: string;
  /** The one that is measured, then what of the workspace comes with it. */
  readonly packages: readonly [Published, ...Published[]];
  readonly members: ReadonlySet<string>;
  readonly manager: 'npm' | 'pnpm';
  readonly options: Options;
}

async function measureIn(
  folder: string,
  { attw, ts, root, packages, members, manager, options }: Given,
): Promise<MeasureResult> {
  const packed = await pack(
    manager,
    packages.map((one) => join(root, one.folder)),
    join(folder, 'tarballs'),
  );
  const [{ name }] = packages;
  const empty: Facts = {
    ...{ version: 1, name, hasRequire: false, references: [], publint: [], problems: [] },
    ...{ uninstalled: [], diagnostics: [] },
  };
  if ('problem' in packed) return { value: { ...empty, unpacked: packed.problem }, keep: false };
  const unpacked = new Map<string, { tarball: Uint8Array; contents: Attw.Package }>();
  for (const tarball of packed.tarballs) {
    const contents = attw.createPackageFromTarballData(tarball);
    unpacked.set(contents.packageName, { tarball, contents });
  }
  const own = unpacked.get(name);
  if (!own) throw new Error(`no tarball of ${name} among ${[...unpacked.keys()].join(', ')}`);
  const all = packages.flatMap((one) => {
    const found = unpacked.get(one.name);
    return found ? [readUnpacked(one, root, found.contents)] : [];
  });
  const [first, ...siblings] = all;
  if (!first) throw new Error(`${name} was packed under another name`);
  const installed = install(folder, [first, ...siblings], members, options.types);
  const { subpaths, hasRequire } = entriesOf(first.manifest, [...first.files.keys()]);
  const facts: Facts = {
    ...empty,
    hasRequire,
    references: [...sourceReferences(first.manifest, (path) => first.files.has(path))],
    publint: await publintOf(own.tarball),
    problems: subpaths.length === 0 ? [] : await wrongTypes(attw, own.contents),
    uninstalled: installed.uninstalled,
    diagnostics: compile(ts, installed, { name, subpaths, hasRequire }, options.types, [
      ...[installed.folder, installed.consumer, folder, root],
    ]),
  };
  return { value: facts, keep: true };
}

function readUnpacked(one: Published, root: string, contents: Attw.Package): Unpacked {
  const prefix = `/node_modules/${contents.packageName}/`;
  const files = new Map(
    contents.listFiles().map((path) => [path.slice(prefix.length), contents.readFile(path)]),
  );
  const parsed = parseJson(files.get('package.json') ?? '');
  const manifest: unknown = parsed.ok ? parsed.value : undefined;
  return { name: one.name, manifest, files, from: join(root, one.folder) };
}

async function publintOf(tarball: Uint8Array): Promise<Facts['publint']> {
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const bytes = new Uint8Array(tarball).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, level: 'warning' });
  return messages.map((message) => ({
    ...{ code: message.code, type: message.type },
    text: formatMessage(message, pkg, { color: false }) ?? message.code,
  }));
}

/** What the manifest points at and is not there, relative to the workspace's root. */
function unbuiltOf(root: string, { folder }: Published, manifest: unknown): readonly string[] {
  if (manifest === undefined) return [joinPath(folder, 'package.json')];
  const { targets } = collectTargets((name) => ({ value: ownField(manifest, name), path: [name] }));
  return targets
    .filter(({ target }) => !target.includes('*'))
    .map(({ target }) => joinPath(folder, target))
    .filter((path) => !existsSync(join(root, path)));
}

function missing(name: string): MeasureResult {
  return { notSupported: `There is no \`${name}\`. Install it as a devDependency.` };
}

function isAttw(module: unknown): module is typeof Attw {
  return typeof Reflect.get(Object(module), 'checkPackage') === 'function';
}

function isTypeScript(module: unknown): module is typeof Ts {
  return typeof Reflect.get(Object(module), 'createProgram') === 'function';
}
