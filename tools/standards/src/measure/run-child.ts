import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MeasureResult, MeasurementRecord, Project } from '@h-j-petroleum/standards-engine';

/** What the process of a measurement is told. */
export interface ChildOrder {
  readonly root: string;
  readonly skill: string;
  readonly project: Project;
}

export type ChildAnswer = { readonly result: MeasureResult } | { readonly thrown: string };

/** Characters of what the process printed that are kept, to say why it ended. */
const keptOutput = 2000;

/** Beside this file in the sources; below or above it in what is published. */
const entry = ['./child.ts', './measure/child.js', '../measure/child.js', '../../measure/child.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/**
 * Measures in a process of its own, which is ended with all that it started when it takes too long or when this one ends.
 * Whatever goes wrong there is an answer, too.
 */
export async function runChild(
  order: ChildOrder,
  timeoutMs: number,
): Promise<MeasurementRecord['result']> {
  if (entry === undefined) return crashed('its program is missing; install the gate anew.');
  const child = fork(entry, {
    // A group of its own: the services that it starts end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: entry.endsWith('.ts')
      ? ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning']
      : [],
  });
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  const ended = (signal: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, signal);
  };
  process.once('exit', end).once('SIGINT', ended).once('SIGTERM', ended);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MeasurementRecord['result']>((resolve) => {
      timer = setTimeout(() => {
        resolve(crashed(`it took longer than ${timeoutMs / 1000} s and was ended.`));
      }, timeoutMs);
      child.once('message', (answer: ChildAnswer) => {
        resolve(resultOf(answer));
      });
      child.once('error', (error) => {
        resolve(crashed(`its process could not be started: ${error.message}.`));
      });
      child.once('close', (code, signal) => {
        const how = signal === null ? `exit code ${code}` : signal;
        const said = output.trim() === '' ? '' : ` Its last words: ${output.trim()}`;
        resolve(crashed(`its process ended with ${how} before it was done.${said}`));
      });
      child.send(order, (error) => {
        if (error) resolve(crashed(`its process could not be told what to do: ${error.message}.`));
      });
    });
  } finally {
    clearTimeout(timer);
    end();
    process.off('exit', end).off('SIGINT', ended).off('SIGTERM', ended);
  }
}

function crashed(reason: string): MeasurementRecord['result'] {
  return { state: 'crashed', reason };
}

function resultOf(answer: ChildAnswer): MeasurementRecord['result'] {
  if ('thrown' in answer) return crashed(answer.thrown);
  const { result } = answer;
  return 'notSupported' in result
    ? { state: 'not-supported', reason: result.notSupported }
    : { state: 'done', value: result.value, keep: result.keep };
}
