import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { costOfTree, type Finished } from './cost.ts';
import { add, createRow, type Row } from './rows.ts';
import { measuring } from './synthetic-workspace.ts';

const targets = ['nothing', 'standards'] as const;
type Target = (typeof targets)[number];

/** What Nx has kept from earlier runs when a run starts. */
const scenes = [
  { name: 'nothing kept', aim: undefined, executed: true },
  { name: 'graph kept, no task cached', aim: 1.25, executed: true },
  { name: 'all tasks cached', aim: 1.05, executed: false },
] as const;

interface Place {
  readonly root: string;
  /** Nx keeps results, and the database of them, in the user's home, whatever cache folder is named. */
  readonly home: string;
}

/**
 * `nx run-many -t standards` beside the same run with a batch executor that does nothing. Every run is held to what it says
 * that it measures: so many tasks that really ran, or came from the cache, and a report on every project.
 *
 * @param count of packages; the root has a task too
 */
export function measureNx(root: string, home: string, count: number, rounds: number): Row[] {
  const rows = scenes.flatMap(({ name, aim }) => [
    createRow(`nx run-many, ${name}`, 'nothing', 'wall s', aim),
    createRow(`nx run-many, ${name}`, 'nothing', 'CPU s'),
  ]);
  for (let round = 0; round < rounds; round++) {
    // Whichever comes first has the colder machine, so they take turns.
    const order = round % 2 === 0 ? targets : targets.toReversed();
    const costs = new Map(
      order.map((target) => [target, runScenes({ root, home }, target, count)]),
    );
    rows.forEach((row, at) => {
      const [ours, theirs] = ['standards', 'nothing'].map(
        (target) => costs.get(target as Target)?.[Math.floor(at / 2)],
      );
      if (ours && theirs) add(row, ours, theirs);
    });
    process.stderr.write(`nx: round ${round + 1} of ${rounds}\n`);
  }
  return rows;
}

function runScenes(place: Place, target: Target, count: number): Finished[] {
  const { root, home } = place;
  const graph = join(root, '.nx');
  return scenes.map(({ name, executed }, at) => {
    if (at < 2) {
      for (const folder of [graph, home]) rmSync(folder, { recursive: true, force: true });
      mkdirSync(home);
    }
    if (at === 1) {
      nx(place, ['show', 'projects']);
      // With nothing but the graph left, no result can come from an earlier run.
      rmSync(home, { recursive: true });
      mkdirSync(home);
      for (const file of readdirSync(join(graph, 'workspace-data'))) {
        if (file.includes('.db')) rmSync(join(graph, 'workspace-data', file));
      }
    }
    const done = nx(place, ['run-many', '-t', target, '--outputStyle=static']);
    const lines = [...done.stdout.matchAll(/^> nx run [^ ]+:[a-z]+(?: {2}(\[.*\]))?$/gm)];
    const replayed = lines.filter(([, from]) => from !== undefined).length;
    const wanted = executed ? [count + 1, 0] : [0, count + 1];
    const found = [lines.length - replayed, replayed];
    if (String(found) !== String(wanted)) {
      throw new Error(
        `${target}, ${name}: ${found.join(' tasks ran, ')} came from the cache, and ${wanted.join(' and ')} were to.`,
      );
    }
    if (target === 'standards') assertReport(root, count);
    return done;
  });
}

function nx({ root, home }: Place, args: readonly string[]): Finished {
  return costOfTree(root, ['node_modules/nx/dist/bin/nx.js', ...args], { HOME: home });
}

/** The merged report must be of this run, and hold a verdict on every project. */
function assertReport(root: string, count: number): void {
  const file = join(root, '.standards/report.json');
  assertOutcomes(JSON.parse(readFileSync(file, 'utf8')), count);
  rmSync(file);
}

/** The skills that the sources have, a folder each, and the one that reports what the reader could not see. */
function skillCount(): number {
  const packs = join(import.meta.dirname, '../../../libs/standards/skills/src');
  return readdirSync(packs).reduce((count, pack) => {
    const folder = join(packs, pack);
    if (!statSync(folder).isDirectory()) return count;
    const skills = readdirSync(folder).filter((name) =>
      existsSync(join(folder, name, `${name}.ts`)),
    );
    return count + skills.length;
  }, 1);
}

/** Every skill judged the root and every package, and nothing broke. */
export function assertOutcomes(report: unknown, count: number): void {
  const outcomes: readonly { skill: string; project: string; outcome: string }[] =
    Object(report).outcomes;
  const skills = new Set(outcomes.map(({ skill }) => skill));
  const projects = new Set(outcomes.map(({ project }) => project));
  const unsound = outcomes.filter(({ outcome }) => !['pass', 'not-applicable'].includes(outcome));
  const expected = skillCount() - measuring.length;
  if (skills.size !== expected || projects.size !== count + 1 || unsound.length > 0) {
    throw new Error(
      `${skills.size} skills judged ${projects.size} projects, with ${unsound.length} bad outcomes; ${expected} skills, ${count + 1} projects and none were expected.`,
    );
  }
  if (outcomes.length !== skills.size * projects.size) {
    throw new Error(`There are ${outcomes.length} outcomes, not one for each skill and project.`);
  }
}
