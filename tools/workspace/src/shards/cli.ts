import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Durations } from './durations.ts';
import { expectedSeconds, learnFrom, noDurations, readDurations } from './durations.ts';
import { readShardRecord, whatIsMissing } from './gather.ts';
import type { ShardRecord } from './gather.ts';
import { nxProjects } from './nx-projects.ts';
import type { Shard } from './pack-shards.ts';
import { packShards } from './pack-shards.ts';

const help = `npm run shards -- --of 4                 shares the affected projects out to four machines
npm run shards -- --of 4 --index 1       the projects of the first, with commas between: for nx run-many -p

  --of NUMBER        how many shards
  --index NUMBER     only this one, from 1
  --all              all projects, not the affected ones
  --base, --head     what \`nx affected\` compares; NX_BASE and NX_HEAD unless given
  --targets NAMES    lint,typecheck,test,build unless given
  --durations FILE   tools/workspace/shard-durations.json unless given
  --json             as JSON
  --record FILE      with --index: what --gather takes; to be written once all of the shard has passed
  --gather DIR       fails unless the records there are all of one run: every shard once, every project in one of them
  --learn            times of the last run of Nx here, into the file of durations

Exit codes: 0 done, 1 --gather finds something missing, 2 bad use.
`;

const options = {
  of: { type: 'string' },
  index: { type: 'string' },
  all: { type: 'boolean', default: false },
  base: { type: 'string' },
  head: { type: 'string' },
  targets: { type: 'string', default: 'lint,typecheck,test,build' },
  durations: { type: 'string', default: 'tools/workspace/shard-durations.json' },
  json: { type: 'boolean', default: false },
  record: { type: 'string' },
  gather: { type: 'string' },
  learn: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

class BadUse extends Error {}

export interface Place {
  readonly root: string;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** @returns exit code */
export function main(args: readonly string[], place: Place): number {
  try {
    const values = parse(args);
    if (values.help) {
      place.write(help);
      return 0;
    }
    const file = resolve(place.root, values.durations);
    const durations = existsSync(file) ? readDurations(readFileSync(file, 'utf8')) : noDurations;
    if (values.learn) return learn(durations, file, place);
    const of = count(values.of, '--of');
    if (values.gather !== undefined) return gather(resolve(place.root, values.gather), of, place);
    return share(values, of, durations, place);
  } catch (error) {
    if (!(error instanceof BadUse)) throw error;
    place.complain(`${error.message}\n\n${help}`);
    return 2;
  }
}

type Values = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

function count(text: string | undefined, name: string): number {
  if (text === undefined || !/^[1-9]\d{0,2}$/.test(text)) {
    throw new BadUse(
      `${name} is ${text === undefined ? 'missing' : `\`${text}\``}; it is 1 to 999.`,
    );
  }
  return Number(text);
}

function share(values: Values, of: number, durations: Durations, { root, write }: Place): number {
  const index = values.index === undefined ? undefined : count(values.index, '--index');
  if (index !== undefined && index > of) throw new BadUse(`--index is ${index}, of ${of}.`);
  if (values.record !== undefined && index === undefined)
    throw new BadUse('--record is of an --index.');
  const targets = values.targets.split(',').map((target) => target.trim());
  const found = nxProjects({
    ...{ root, targets },
    affected: values.all ? undefined : { base: values.base, head: values.head },
  });
  const all = found.map(({ project }) => project);
  const shards = packShards(
    found.map(({ project, targets: own }) => ({
      ...{ project, seconds: expectedSeconds(durations, project, own) },
    })),
    of,
  );
  const shard = index === undefined ? undefined : shards[index - 1];
  if (shard === undefined || index === undefined) {
    write(values.json ? json({ schemaVersion: 1, of, shards }) : shards.map(line).join(''));
    return 0;
  }
  if (values.record !== undefined) {
    const { projects } = shard;
    const record: ShardRecord = { schemaVersion: 1, index, of, projects: [...projects], all };
    const file = resolve(root, values.record);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, json(record));
  }
  write(
    values.json ? json({ schemaVersion: 1, of, index, ...shard }) : `${shard.projects.join(',')}\n`,
  );
  return 0;
}

function line({ projects, seconds }: Shard, at: number): string {
  return `${at + 1}  ${Math.round(seconds)} s  ${projects.join(' ') || 'nothing'}\n`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function gather(folder: string, of: number, { write, complain }: Place): number {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.json'),
      )
    : [];
  const records = files.map((file) => readShardRecord(readFileSync(join(folder, file), 'utf8')));
  const wrong = whatIsMissing(records, of);
  if (wrong.length > 0) {
    complain(wrong.map((text) => `✗ ${text}\n`).join(''));
    return 1;
  }
  const projects = records.flatMap((record) => record.projects).length;
  write(`${of} shards passed, ${projects} ${projects === 1 ? 'project' : 'projects'}.\n`);
  return 0;
}

function learn(known: Durations, file: string, { root, write }: Place): number {
  const run = join(root, '.nx/cache/run.json');
  if (!existsSync(run))
    throw new BadUse('Nx has run nothing here. Run: npm test -- --skip-nx-cache');
  writeFileSync(file, json(learnFrom(known, readFileSync(run, 'utf8'))));
  write(`Written: ${file}\n`);
  return 0;
}
