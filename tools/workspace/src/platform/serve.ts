import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileHistory, migrateDatabaseHistory, openDatabaseHistory } from '@h-j-petroleum/standards';
import type { RunningReceiver } from '@h-j-petroleum/toolkit-otlp-receiver';
import { ReceiverAddressError, startReceiver } from '@h-j-petroleum/toolkit-otlp-receiver';
import { connect, migrate, startMaintenance } from '@h-j-petroleum/toolkit-signals';
import type { RunningWorker } from '@h-j-petroleum/toolkit-similar-errors';
import { startEmbeddingErrors } from '@h-j-petroleum/toolkit-similar-errors';
import pg from 'pg';
import { portOf } from '../database/cli.ts';
import {
  EmbeddedDatabaseError,
  startEmbedded,
  stopEmbedded,
} from '../database/embedded-database.ts';
import { migrateSignals } from '../database/migrate-signals.ts';
import { describe } from '../record/cli.ts';
import { record } from '../record/record.ts';
import { ServicesError } from './services/service-process.ts';
import type { Services } from './services/serve-services.ts';
import { serveServices } from './services/serve-services.ts';
import { showSignals } from './show-signals.ts';
import { showSimilarErrors } from './show-similar-errors.ts';

/**
 * Brings the platform up: database, schema, receiver, a sample service whose signals are read back. Then serves until the
 * process is told to end, and ends what it started.
 *
 * @returns exit code: 0, or 2 with an explanation
 */
export async function serve(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<number> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const signal = toldToEnd();
  const folder = env.HJPS_DATA ?? join(root, '.data');
  let applied: readonly string[] = [];
  const started =
    env.DATABASE_URL === undefined || env.DATABASE_URL === ''
      ? await startEmbedded({
          ...{ folder, port: portOf(env), onProgress: say },
          prepare: async (embedded) => {
            applied = await migrateSignals(embedded);
          },
        })
      : undefined;
  const url = started?.url ?? env.DATABASE_URL ?? '';
  const database = connect({ url });
  let receiver: RunningReceiver | undefined;
  let maintenance: ReturnType<typeof startMaintenance> | undefined;
  let recording: Promise<void> | undefined;
  let embedding: RunningWorker | undefined;
  let services: Services | undefined;
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'similar-errors' });
  pool.on('error', () => undefined);
  try {
    if (started === undefined) applied = (await migrate(database)).applied;
    say(
      `${started === undefined ? 'The database that DATABASE_URL names' : started.already ? 'The embedded database runs already' : 'The embedded database runs'}; schema signals: ${applied.length === 0 ? 'up to date' : `${applied.length} migrations applied`}.`,
    );
    await migrateDatabaseHistory(url);
    maintenance = startMaintenance(database, { everyMs: 60_000 });
    // Nobody waits for it and nothing fails for it: what the gate and the tests said is a bonus here.
    recording = record(database, root, { env, timeoutMs: 10_000 })
      .then(async (recorded) => {
        say(describe(recorded));
        await recordRuns(url, root);
      })
      .catch((error: unknown) => {
        say(`Reports were not recorded: ${error instanceof Error ? error.message : String(error)}`);
      });
    receiver = await startReceiver({
      port: Number(env.OTLP_PORT ?? 4318),
      databaseUrl: url,
      token: env.OTLP_TOKEN,
    });

    say('A sample service answers four requests …');
    const from = new Date(Date.now() - 1000);
    const code = await runSample({ ...env, DATABASE_URL: url });
    if (code !== 0) throw new Error(`The sample service ended with ${code}.`);
    const window = { from, to: new Date(Date.now() + 60_000) };
    say(['', ...(await showSignals(database, 'sample-service', window))].join('\n'));
    // Started after the sample, so that its errors are found at once.
    embedding = startEmbeddingErrors(pool, {
      onError: (error) => {
        say(`Errors were not embedded: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    say(['', ...(await showSimilarErrors(pool, 'no such order')), ''].join('\n'));

    if (!args.includes('--no-services')) {
      services = await serveServices({ url, database, folder, env, root, say, signal });
      signal.throwIfAborted();
      if (args.includes('--once')) await services.take();
      else say(services.shell);
    }
    say(`DATABASE_URL=${url}`);
    say(`OTEL_EXPORTER_OTLP_ENDPOINT=${receiver.url}`);
    if (!args.includes('--once')) {
      say('Ready. Ctrl-C ends it.');
      await toldOr(signal, services?.failed);
    }
    return 0;
  } catch (error) {
    // Told to end while something still started: that is what was wanted.
    if (signal.aborted) return 0;
    explain(error);
    return 2;
  } finally {
    await services?.stop();
    await receiver?.close();
    await embedding?.stop();
    await pool.end();
    await recording;
    await maintenance?.stop();
    await database.close();
    // What ran before goes on.
    if (started?.already === false) {
      await stopEmbedded(folder);
      say('The embedded database ended; its data is in .data.');
    }
  }
}

/** The runs of the gate that this machine made last, as far as the database does not have them. */
async function recordRuns(url: string, root: string): Promise<void> {
  const { history, close } = await openDatabaseHistory(url);
  try {
    for await (const run of fileHistory(root).runs({ limit: 20 })) await history.record(run);
  } finally {
    await close();
  }
}

async function runSample(env: NodeJS.ProcessEnv): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@h-j-petroleum/source',
      '--disable-warning=ExperimentalWarning',
      ...['--import', '@h-j-petroleum/toolkit-telemetry/register'],
      join(import.meta.dirname, 'sample-service.ts'),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...env, OTEL_SERVICE_NAME: 'sample-service', DEPLOYMENT_ENVIRONMENT: 'local' },
    },
  );
  const [code] = await once(child, 'exit');
  return code;
}

/** Aborted by the first signal to end; the others do not cut off what that began. */
function toldToEnd(): AbortSignal {
  const told = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      told.abort();
    });
  }
  return told.signal;
}

async function toldOr(signal: AbortSignal, failed: Promise<never> | undefined): Promise<void> {
  // Waiting alone keeps no process alive.
  const awake = setInterval(() => undefined, 1 << 30);
  try {
    if (signal.aborted) return;
    await Promise.race([once(signal, 'abort'), ...(failed === undefined ? [] : [failed])]);
  } finally {
    clearInterval(awake);
  }
}

/** What is wrong, and the ways out, on one screen. */
export function explain(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const waysOut =
    error instanceof EmbeddedDatabaseError || error instanceof ServicesError
      ? error.waysOut
      : error instanceof ReceiverAddressError
        ? ['OTLP_PORT=4319 npm start takes another port.']
        : [];
  process.stderr.write(`✗ ${[message, ...waysOut.map((way) => `  - ${way}`)].join('\n')}\n`);
}
