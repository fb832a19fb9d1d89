import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { getTrace } from '@h-j-petroleum/toolkit-signals';
import { tokenOf } from './caller.ts';
import type { PersonKey } from './people.ts';
import type { RunningServices } from './start-services.ts';
import { asShell } from './walk-through/as-shell.ts';
import { freeWeek } from './walk-through/free-week.ts';
import { memberAt, stepsOf } from './walk-through/steps.ts';
import { walk } from './walk-through/walk.ts';
import { waysOfTrace } from './ways-of-trace.ts';

export interface ShowOptions {
  readonly services: RunningServices;
  readonly databaseUrl: string;
  readonly database: Database;
  /** Ignored by git: tokens and the certificate go below it. */
  readonly folder: string;
  readonly say: (text: string) => void;
}

/** The services' walk-through, ready to be printed or taken. */
export interface WalkThrough {
  /** To be pasted in the workspace's root. */
  readonly shell: string;
  /** Takes it, and says what comes. */
  take(): Promise<void>;
  /** Removes the tokens. */
  remove(): void;
}

export async function prepareWalkThrough(options: ShowOptions): Promise<WalkThrough> {
  const { services, databaseUrl, database, folder, say } = options;
  const { issuer, urls, data } = services;
  const tokens: Record<PersonKey, string> = {
    ada: await tokenOf(issuer, 'ada'),
    max: await tokenOf(issuer, 'max'),
    penny: await tokenOf(issuer, 'penny'),
    rosa: await tokenOf(issuer, 'rosa'),
  };
  const tokenFolder = join(folder, 'development');
  mkdirSync(tokenFolder, { recursive: true, mode: 0o700 });
  for (const [person, token] of Object.entries(tokens)) {
    const file = join(tokenFolder, `${person}.headers`);
    writeFileSync(file, `Authorization: Bearer ${token}\n`, { mode: 0o600 });
  }
  const week = await freeWeek(urls['timesheet-api'], tokens.ada, new Date());
  const steps = stepsOf(week, data.taskId);
  const traceId = randomBytes(16).toString('hex');
  return {
    shell: asShell(steps, { urls, people: tokenFolder, folder, traceId, databaseUrl }),
    take: async () => {
      await walk(steps, {
        ...{ urls, tokens, traceId },
        afterStep: ({ tells, service, shows, file }, { body, bytes, headers }) => {
          if (file !== undefined) writeFileSync(join(folder, file), bytes);
          const shown =
            file === undefined
              ? shows.map((one) => String(memberAt(body, one))).join(' ')
              : `${headers.get('content-type')}, ${bytes.length} bytes in ${relative('', join(folder, file))}`;
          say(`  ${tells} (${service}):\n    ${shown}`);
        },
      });
      // Services store their spans in batches.
      await sleep(2500);
      const trace = await getTrace(database, traceId);
      say(['', ...(trace === undefined ? [] : linesOf(trace))].join('\n'));
    },
    remove: () => {
      rmSync(tokenFolder, { recursive: true, force: true });
    },
  };
}

function linesOf(trace: Trace): string[] {
  const { traceId, spans, logs } = trace;
  return [
    `Trace ${traceId}: ${spans.length} spans and ${logs.length} logs of three services; requests and jobs among them:`,
    ...waysOfTrace(trace).map(
      ({ above, span: { service, name, duration } }) =>
        `${'  '.repeat(above + 1)}${service}  ${name} ${(duration / 1e6).toFixed(1)} ms`,
    ),
  ];
}
