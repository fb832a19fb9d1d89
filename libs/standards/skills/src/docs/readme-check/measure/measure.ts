import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSourceParser, type Measure } from '@h-j-petroleum/standards-engine';
import type { ReadmeOptions } from '../options.ts';
import { parseReadme } from '../readme/parse-readme.ts';
import type { Program } from '../readme/programs.ts';
import { programsOf } from '../readme/programs.ts';
import type { Fence } from '../readme/readme.ts';
import { checkTypes, findCompiler, sourceConditions } from './check-types.ts';
import type { Facts } from './facts.ts';
import { judgeFacts } from './judge.ts';
import { preload } from './preload.ts';
import { runProgram } from './run-program.ts';
import { withComparisons } from './with-comparisons.ts';
import type { Workbench } from './workbench.ts';
import { openWorkbench } from './workbench.ts';

/** Type-checks the programs of a README, and runs those that say what comes of them. */
export const measureReadme: Measure<ReadmeOptions> = async ({ root, project, options }) => {
  const folder = join(root, project.root);
  const file = readdirSync(folder).find((name) => /^readme\.(?:md|markdown)$/i.test(name));
  const fences = file ? parseReadme(readFileSync(join(folder, file), 'utf8')).fences : [];
  const parse = await loadSourceParser();
  // Of what cannot be parsed, `check` says so.
  const programs = programsOf(fences).filter(
    ({ file: name, language, text }) => parse(`${name}.${language}`, text).ok,
  );
  const facts: Facts = {
    version: 1,
    compiler: '',
    programs: programs.length,
    errors: [],
    runs: [],
  };
  if (programs.length === 0) return { value: facts, keep: true };
  const compiler = findCompiler(options.compiler, folder);
  if (!compiler) {
    return {
      notSupported: `There is no ${options.compiler} to check types with. Install it: npm install --save-dev ${options.compiler}`,
    };
  }
  const { exports, name } = project.manifest?.data ?? {};
  const conditions = sourceConditions(exports);
  const bench = openWorkbench(root, folder, typeof name === 'string' ? name : undefined);
  try {
    for (const program of programs) bench.write(program.file, program.text);
    const settings = join(folder, 'tsconfig.json');
    const given = existsSync(settings) ? settings : undefined;
    const errors = await checkTypes(programs, bench, compiler, given, conditions);
    const ran = await runAll(programs, fences, bench, conditions, options.runSeconds * 1000);
    const value: Facts = { ...facts, compiler: compiler.version, errors, ...ran };
    return { value, keep: judgeFacts(value).length === 0 };
  } finally {
    bench.remove();
  }
};

async function runAll(
  programs: readonly Program[],
  fences: readonly Fence[],
  bench: Workbench,
  conditions: readonly string[],
  timeoutMs: number,
): Promise<Pick<Facts, 'runs' | 'notRun'>> {
  const runs: Facts['runs'] = [];
  bench.write('readme.preload.mjs', preload);
  const flags = [
    ...conditions.map((condition) => `--conditions=${condition}`),
    '--disable-warning=ExperimentalWarning',
  ];
  const all: { readonly program: Program; readonly text: string; readonly count: number }[] = [];
  for (const program of programs) all.push({ program, ...(await withComparisons(program)) });
  const wanted = all.filter(({ program, count }) => program.isRun || count > 0);
  const typed = wanted.find(({ program }) => program.language.startsWith('t'));
  if (typed && !process.features.typescript) {
    const notRun = `Node ${process.versions.node} runs no TypeScript, so the block in line ${typed.program.line} was not run. Take 22.18 or newer.`;
    return { runs, notRun };
  }
  for (const { program, text } of all) bench.write(program.file, text);
  for (const { program, count } of wanted) {
    const { file, line } = program;
    const { run, printed } = await runProgram({
      ...{ file, line, folder: bench.folder, flags, count, timeoutMs },
    });
    const shown = program.isRun ? shownFor(file, fences) : undefined;
    const actual = printed.trim();
    const isSame = shown === undefined || shown.text === actual || run.problem !== undefined;
    runs.push({
      ...run,
      compared: run.compared + (shown ? 1 : 0),
      differences: isSame
        ? run.differences
        : [...run.differences, { line: shown.line, expected: shown.text, actual }],
    });
  }
  return { runs };
}

/** What a transcript shows below `$ node FILE`. */
export function shownFor(
  file: string,
  fences: readonly Fence[],
): { readonly line: number; readonly text: string } | undefined {
  for (const { language, text, line } of fences) {
    if (language !== 'console') continue;
    const lines = text.split('\n');
    const at = lines.indexOf(`$ node ${file}`);
    if (at === -1) continue;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((one) => one.startsWith('$ '));
    const shown = end === -1 ? rest : rest.slice(0, end);
    return { line: line + 1 + at, text: shown.join('\n').trim() };
  }
  return undefined;
}
