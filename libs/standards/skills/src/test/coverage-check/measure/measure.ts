import { execFile } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import type { Measure } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../../measured/matching-settings.ts';
import type { CoverageOptions } from '../options.ts';
import type { CoverageFacts } from './facts.ts';
import type { Lines } from './line-counts.ts';
import { readReport } from './read-report.ts';

/** A run ends before the measurement does, so that it is told why. */
export const commandTimeoutMs = 1_500_000;
/** Characters of what a command said that are kept. */
const keptOutput = 1500;

/** Runs the tests with coverage, where a command says how, and reads what they left. */
export const measureCoverage: Measure<CoverageOptions> = async ({ root, project, options }) => {
  const source = matchingSettings(project, options.projects).at(-1);
  if (source === undefined) return { notSupported: 'Nothing says where its coverage comes from.' };
  const folder = join(root, project.root);
  if (source.command !== undefined) {
    // As npm runs a script: the programs of the project come first.
    const programs = [folder, root].map((from) => join(from, 'node_modules/.bin'));
    const problem = await run(source.command, folder, {
      ...{ PATH: [...programs, process.env['PATH']].join(delimiter), ...source.environment },
    });
    const said = `\`${source.command.join(' ')}\``;
    if (problem !== undefined) return { notSupported: `${said} gave no coverage: ${problem}` };
  }
  const file = join(folder, source.report);
  const wayOut = `Run the tests with coverage, by Vitest \`vitest run --coverage --coverage.reporter=json\`.`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { notSupported: `There is no ${source.report}. ${wayOut}` };
  }
  let report: ReadonlyMap<string, Lines>;
  try {
    report = readReport(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { notSupported: `${source.report} is no report of coverage: ${reason}. ${wayOut}` };
  }
  const files: CoverageFacts['files'] = {};
  const written = statSync(file).mtimeMs;
  for (const [path, { run: ran, missed }] of report) {
    const place = placeIn(root, folder, path);
    if (place === undefined) continue;
    // Without a command nothing else says that the tests ran on these sources.
    if (source.command === undefined && statSync(place.absolute).mtimeMs > written) {
      return { notSupported: `${source.report} is older than ${place.path}. ${wayOut}` };
    }
    files[place.path] = { run: [...ran], missed: [...missed] };
  }
  return { value: { version: 1, files } satisfies CoverageFacts, keep: true };
};

/** Where a file of a report is; reports name files absolutely, from the workspace or from the project. */
function placeIn(
  root: string,
  folder: string,
  named: string,
): { readonly path: string; readonly absolute: string } | undefined {
  const candidates = isAbsolute(named) ? [named] : [join(folder, named), join(root, named)];
  for (const candidate of candidates) {
    try {
      const absolute = realpathSync(candidate);
      const path = relative(realpathSync(root), absolute).replaceAll('\\', '/');
      if (!path.startsWith('..') && !isAbsolute(path)) return { path, absolute };
    } catch {
      // A file that is gone is no source of the project any more.
    }
  }
  return undefined;
}

/** Why it did not pass; undefined where it did. */
function run(
  [program = '', ...args]: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      program === 'node' ? process.execPath : program,
      args,
      {
        ...{ cwd: folder, env: { ...process.env, ...environment }, encoding: 'utf8' },
        ...{ maxBuffer: 256 * 1024 * 1024, timeout: commandTimeoutMs, killSignal: 'SIGKILL' },
      },
      (error, stdout, stderr) => {
        if (error === null) return resolve(undefined);
        const code: unknown = Reflect.get(error, 'code');
        const how = typeof code === 'number' ? `it ended with exit code ${code}` : error.message;
        const said = `${stdout}\n${stderr}`.trim().slice(-keptOutput);
        resolve(said === '' ? how : `${how}; its last words: ${said}`);
      },
    );
  });
}
