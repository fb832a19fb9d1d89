import { join } from 'node:path';
import {
  embeddedState,
  EmbeddedDatabaseError,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from './embedded-database.ts';
import { migrateSignals } from './migrate-signals.ts';

const help = `npm run db -- <command> [--json]

The embedded database of this workspace: PostgreSQL in a process of its own, data in .data, only on 127.0.0.1.

  start          starts it, or says that it runs, and brings its schema up to date
  stop           ends it; its data stays
  status         what runs
  url            its address, for DATABASE_URL
  reset --yes    ends it and removes all its data

  --json         answers as one line of JSON

HJPS_DB_PORT     port, 54329 unless set
HJPS_DATA        folder of its data, .data unless set
DATABASE_URL     of another server is what every service and tool uses instead, where it is set
`;

/**
 * @param root of the workspace
 * @returns exit code: 0, 1 where nothing runs that should, 2 for bad use and for what can't be done
 */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<number> {
  const [command = '', ...flags] = args.filter((word) => word !== '--json');
  const isJson = args.includes('--json');
  const folder = env.HJPS_DATA ?? join(root, '.data');
  const say = (text: string, data: object): void => {
    process.stdout.write(isJson ? `${JSON.stringify(data)}\n` : `${text}\n`);
  };
  const onProgress = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  try {
    switch (command) {
      case 'start': {
        let migrations: readonly string[] = [];
        const started = await startEmbedded({
          ...{ folder, port: portOf(env), onProgress },
          prepare: async (url) => {
            migrations = await migrateSignals(url);
          },
        });
        say(
          `The embedded database ${started.already ? 'runs already' : 'runs'} (process ${started.pid}); schema signals: ${migrations.length} migrations applied.\nDATABASE_URL=${started.url}`,
          { ...started, migrations },
        );
        return 0;
      }
      case 'stop': {
        const stopped = await stopEmbedded(folder, onProgress);
        say(stopped ? 'The embedded database ended.' : 'The embedded database did not run.', {
          stopped,
        });
        return 0;
      }
      case 'status': {
        const state = await embeddedState(folder);
        say(
          state === undefined
            ? 'The embedded database does not run. Start it: npm run db -- start'
            : `The embedded database runs since ${state.startedAt} (process ${state.pid}).\nDATABASE_URL=${state.url}`,
          state === undefined ? { running: false } : { running: true, ...state },
        );
        return state === undefined ? 1 : 0;
      }
      case 'url': {
        const state = await embeddedState(folder);
        if (state === undefined) {
          throw new EmbeddedDatabaseError('The embedded database does not run.', [
            'Start it: npm run db -- start',
          ]);
        }
        say(state.url, { url: state.url });
        return 0;
      }
      case 'reset': {
        if (!flags.includes('--yes')) {
          throw new EmbeddedDatabaseError(`This removes all data in ${folder}.`, [
            'If that is meant: npm run db -- reset --yes',
          ]);
        }
        await resetEmbedded(folder, onProgress);
        say('The embedded database is empty.', { reset: true });
        return 0;
      }
      default:
        process.stderr.write(
          `${command === '' ? 'No command was given.' : `\`${command}\` is no command.`}\n\n${help}`,
        );
        return 2;
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const waysOut = error instanceof EmbeddedDatabaseError ? error.waysOut : [];
    if (isJson) process.stdout.write(`${JSON.stringify({ error: message, waysOut })}\n`);
    else process.stderr.write(`✗ ${[message, ...waysOut.map((way) => `  - ${way}`)].join('\n')}\n`);
    return 2;
  }
}

/** @throws EmbeddedDatabaseError */
export function portOf(env: Readonly<Record<string, string | undefined>>): number {
  const text = env.HJPS_DB_PORT ?? '54329';
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port;
  throw new EmbeddedDatabaseError(`HJPS_DB_PORT=${text} is no port.`, [
    'Give a whole number from 1 to 65535, or 0 for any that is free.',
  ]);
}
