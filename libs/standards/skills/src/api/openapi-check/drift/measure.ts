import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Measure } from '@h-j-petroleum/standards-engine';
import type { Options } from '../options.ts';
import type { DriftFacts } from './facts.ts';
import { generatorOf } from './generator.ts';

/** Far past any document; more is a program that prints something else. */
const maxBytes = 32 * 1024 * 1024;
const timeoutMs = 120_000;
/** Characters of what a command said that are kept. */
const keptOutput = 1500;

/** Asks the service for the document that its routes make. */
export const measureDrift: Measure<Options> = async ({ root, project, options }) => {
  const generator = generatorOf(project, options);
  if (generator === undefined) return { notSupported: 'Nothing says how its document is made.' };
  const { command, environment = {} } = generator;
  const facts = await run(command, join(root, project.root), environment);
  return {
    value: { version: 1, command: command.join(' '), ...facts } satisfies DriftFacts,
    keep: facts.generated !== undefined,
  };
};

function run(
  [program = '', ...args]: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Pick<DriftFacts, 'generated' | 'problem'>> {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const inherited = { PATH, HOME, TMPDIR, SystemRoot };
  return new Promise((resolve) => {
    execFile(
      program === 'node' ? process.execPath : program,
      args,
      {
        ...{ cwd: folder, env: { ...inherited, ...environment }, encoding: 'utf8' },
        ...{ maxBuffer: maxBytes, timeout: timeoutMs, killSignal: 'SIGKILL' },
      },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ generated: stdout });
        const said = stderr.trim().slice(-keptOutput);
        resolve({
          problem: said === '' ? reasonOf(error) : `${reasonOf(error)}; it said: ${said}`,
        });
      },
    );
  });
}

function reasonOf(error: Error): string {
  const [code, signal] = [Reflect.get(error, 'code'), Reflect.get(error, 'signal')];
  if (typeof code === 'number') return `it ended with exit code ${code}`;
  if (typeof signal === 'string') return `it was ended by ${signal} after ${timeoutMs / 1000} s`;
  return error.message;
}
