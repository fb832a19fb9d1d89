import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { planRelease } from './plan/plan-release.ts';
import { publish } from './registry/publish.ts';
import { rehearse } from './rehearse.ts';
import { ReleaseError } from './release-error.ts';
import { asMarkdown, asText, bytes } from './report/report.ts';
import { pack } from './tarball/pack.ts';

const help = `npm run release -- <command>

  plan                what waits to be released, as changesets have it; changes nothing
  pack --out DIR      one tarball a package, looked into, and release.json beside them; the packages are built before
  publish DIR         what the registry lacks of them; a version that is there with other content is refused
  rehearse            all of it on this machine: packs, publishes to a registry of its own, and installs as strangers would

plan, pack and rehearse
  --only NAMES        these packages and what they need of this workspace, with commas between
publish
  --registry URL      https://npm.pkg.github.com unless given; NODE_AUTH_TOKEN is its token. Outside the release workflow only
                      a registry of this machine is taken
  --scope SCOPE       only packages of this scope
  --dry-run           asks the registry and publishes nothing
rehearse
  --keep              leaves the folder and says where
  --no-build          takes what is built already
  --markdown FILE     writes the report as Markdown, too
plan, rehearse
  --json              the report as JSON

Exit codes: 0 done, 1 something is not right, 2 bad use.
`;

const options = {
  only: { type: 'string' },
  out: { type: 'string' },
  registry: { type: 'string', default: 'https://npm.pkg.github.com' },
  scope: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  markdown: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

interface Place {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

class BadUse extends Error {}

/** @returns exit code: 0, 1 where something is not right, 2 for bad use */
export async function main(args: readonly string[], place: Place): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const [command, ...rest] = positionals;
    if (rest.length > (command === 'publish' ? 1 : 0)) {
      throw new BadUse(`\`${rest.at(-1)}\` is one word too many.`);
    }
    if (command === 'plan') return await runPlan(values, place);
    if (command === 'pack') return await runPack(values, place);
    if (command === 'publish') return await runPublish(rest[0], values, place);
    if (command === 'rehearse') return await runRehearse(values, place);
    throw new BadUse(command === undefined ? 'No command.' : `\`${command}\` is no command.`);
  } catch (error) {
    if (error instanceof BadUse) {
      process.stderr.write(`${error.message}\n\n${help}`);
      return 2;
    }
    const ways = error instanceof ReleaseError ? error.waysOut : [];
    const text =
      error instanceof ReleaseError ? error.message : String(Object(error).stack ?? error);
    process.stderr.write(`✗ ${[text, ...ways.map((way) => `  - ${way}`)].join('\n')}\n`);
    return 1;
  }
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

function only({ only: names }: Values): { only?: readonly string[] } {
  return names === undefined ? {} : { only: names.split(',').map((name) => name.trim()) };
}

async function runPlan(values: Values, { root }: Place): Promise<number> {
  const { packages } = await planRelease({ root, changesets: true, ...only(values) });
  const rows = packages.map(({ manifest: { name, version: now }, version: next, folder }) => ({
    ...{ name, folder, now, next },
  }));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ schemaVersion: 1, packages: rows }, null, 2)}\n`
      : rows
          .map(({ name, now, next }) => `${name} ${now === next ? now : `${now} → ${next}`}\n`)
          .join(''),
  );
  return 0;
}

async function runPack(values: Values, { root }: Place): Promise<number> {
  if (values.out === undefined) throw new BadUse('pack needs --out DIR.');
  // Versions are what manifests say: the pull request of the release has written them.
  const { packages, versions } = await planRelease({ root, changesets: false, ...only(values) });
  const packed = await pack({ root, members: packages, versions, out: resolve(values.out) });
  for (const { tarball, size, integrity } of packed) {
    process.stdout.write(`${tarball}  ${bytes(size)}  ${integrity}\n`);
  }
  return 0;
}

async function runPublish(
  folder: string | undefined,
  values: Values,
  { env }: Place,
): Promise<number> {
  if (folder === undefined) throw new BadUse('publish needs the folder that pack has written.');
  await publish({
    ...{ folder, env, registry: values.registry, scope: values.scope, dryRun: values['dry-run'] },
    onStep: ({ name, version, outcome }) => {
      process.stdout.write(`${name}@${version}: ${outcome}\n`);
    },
  });
  return 0;
}

async function runRehearse(values: Values, { root }: Place): Promise<number> {
  if (!values['no-build']) build(root);
  const report = await rehearse({
    ...{ root, keep: values.keep, ...only(values) },
    onProgress: (line) => {
      process.stderr.write(`${line}\n`);
    },
  });
  if (values.markdown !== undefined) writeFileSync(values.markdown, asMarkdown(report));
  process.stdout.write(
    values.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${asText(report)}`,
  );
  return report.ok ? 0 : 1;
}

function build(root: string): void {
  process.stderr.write('Building\n');
  // What Nx says of each task is the progress; standard output belongs to the report.
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/nx/dist/bin/nx.js'),
      'run-many',
      '-t',
      'build',
      '--outputStyle=static',
    ],
    { cwd: root, stdio: ['ignore', process.stderr, process.stderr] },
  );
  if (status !== 0) throw new ReleaseError('The build fails, with what stands above.');
}
