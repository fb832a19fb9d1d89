import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { Order, Round } from './protocol.ts';
import { roundSchema } from './protocol.ts';
import type { CandidateName } from './producers/candidates.ts';

/** A process that does rounds of one candidate when it is asked to. */
export interface Producer {
  round(order: Order): Promise<Round>;
  close(): Promise<void>;
}

/** Starts a process of its own for a candidate, so that none shares a heap or compiled code with another. */
export async function startProducer(
  candidate: CandidateName,
  where: { readonly databaseUrl?: string; readonly sinkUrl?: string },
): Promise<Producer> {
  const child = start('producer.ts', [candidate], {
    ...(where.databaseUrl !== undefined && { DATABASE_URL: where.databaseUrl }),
    ...(where.sinkUrl !== undefined && { SINK_URL: where.sinkUrl }),
  });
  const answer = async (): Promise<unknown> => {
    const [said]: unknown[] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`The producer \`${candidate}\` ended with ${String(code)}.`);
      }),
    ]);
    return said;
  };
  await answer();
  return {
    round: async (order) => {
      child.send(order);
      return roundSchema.parse(await answer());
    },
    close: () => ended(child),
  };
}

/** A server on a free port of 127.0.0.1 that reads what it is sent and answers with nothing, in a process of its own. */
export async function startSink(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const child = start('null-sink.ts', [], {});
  const [said]: unknown[] = await once(child, 'message');
  return { url: z.string().parse(said), close: () => ended(child) };
}

function start(file: string, args: string[], env: Record<string, string>) {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:OTEL_|LOG_)/.test(name));
  return fork(join(import.meta.dirname, 'producers', file), args, {
    execArgv: [
      '--expose-gc',
      '--conditions=@h-j-petroleum/source',
      '--disable-warning=ExperimentalWarning',
    ],
    env: { ...Object.fromEntries(own), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function ended(child: ReturnType<typeof start>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
}
