import { Command, CommanderError, Option } from 'commander';
import { createLogger } from '@h-j-petroleum/toolkit-logger';
import { startMetrics } from '@h-j-petroleum/toolkit-metrics';
import type pg from 'pg';
import type { ServiceInstance } from '../app/types.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '../auth/api-keys.ts';
import type { Environment } from '../config/environment.ts';
import { parseEnvironment } from '../config/environment.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { JobKinds } from '../outbox/definition.ts';
import { serviceVariables } from '../config/variables.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { ServiceError } from '../errors.ts';
import { checkOpenapi, openapiText, writeOpenapi } from '../openapi/document.ts';
import { listDeadLetters, replayDeadLetters } from '../outbox/dead-letters.ts';
import { grantOutbox, installOutbox } from '../outbox/install.ts';
import { noOutbox } from './begin.ts';
import type { ServiceDefinition } from './definition.ts';
import { exampleEnvironment } from './example-environment.ts';
import * as z from 'zod';

export interface CommandOptions<Config extends ServiceConfig, Jobs extends JobKinds> {
  readonly name: string;
  readonly load: () => Promise<ServiceDefinition<Config, Jobs>>;
  readonly args: readonly string[];
  readonly environment: Environment;
}

/** Runs one of a service's commands; answers the exit code. */
export async function runCommand<Config extends ServiceConfig, Jobs extends JobKinds>(
  options: CommandOptions<Config, Jobs>,
): Promise<number> {
  const { name, load, args, environment } = options;
  let exitCode = 0;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const withPool = async (work: (pool: pg.Pool) => Promise<void>): Promise<void> => {
    const { DATABASE_URL: url } = parseEnvironment(
      z.object({ DATABASE_URL: serviceVariables.DATABASE_URL }),
      environment,
    );
    const pool = createPool({ url, max: 1, name: `${name} command` });
    try {
      await work(pool);
    } finally {
      await pool.end();
    }
  };

  const program = new Command(name).exitOverride().description('Serves without a command.');
  program
    .command('migrate')
    .description('brings the schemas of the database up to date')
    .option('--grant <role>', 'then gives the role what the running service needs')
    .action(async ({ grant }: { grant?: string }) => {
      const { schema, outbox } = await load();
      await withPool(async (pool) => {
        const applied = await migrate(pool, schema);
        if (outbox !== undefined) await installOutbox(pool, outbox);
        say(applied.length === 0 ? 'Nothing to apply.' : `Applied ${applied.join(', ')}.`);
        if (grant === undefined) return;
        for (const one of ['service', ...(schema === undefined ? [] : [schema.schema])]) {
          await pool.query(`select ${one}.grant_to($1)`, [grant]);
        }
        if (outbox !== undefined) await grantOutbox(pool, grant);
        say(`The role ${grant} may do what the service needs.`);
      });
    });
  program
    .command('openapi')
    .description('writes the OpenAPI document that the routes make')
    .addOption(new Option('--check', 'fails where the file is another one').conflicts('out'))
    .option('--file <path>', 'the file', 'openapi.json')
    .option('--out', 'shows it instead of writing it')
    .action(async ({ check, file, out }: { check?: true; file: string; out?: true }) => {
      const app = await buildForDocument(await load());
      try {
        if (check === true) {
          await checkOpenapi(app, file);
          say(`${file} is what the routes make.`);
        } else if (out === true) process.stdout.write(await openapiText(app));
        else say((await writeOpenapi(app, file)) ? `${file} was written.` : `${file} was right.`);
      } finally {
        await app.close();
      }
    });
  const keys = program.command('api-keys').description('keys by which machines call the service');
  keys
    .command('create <machine>')
    .description('makes a key and shows it this once')
    .requiredOption('--role <role...>', 'what the machine may do')
    .option('--scope <scope...>', 'scopes beside the roles', [])
    .option('--days <number>', 'days until it expires', Number)
    .action(
      async (
        machine: string,
        { role, scope, days }: { role: string[]; scope: string[]; days?: number },
      ) => {
        await withPool(async (pool) => {
          const { id, key } = await createApiKey(pool, {
            ...{ audience: name, machine, roles: role, scopes: scope },
            ...(days === undefined ? {} : { expiresAt: new Date(Date.now() + days * 86_400_000) }),
          });
          process.stderr.write(`Key ${id} of ${machine}; it is not shown again:\n`);
          say(key);
        });
      },
    );
  keys
    .command('list')
    .description('shows the keys, without their secrets')
    .action(async () => {
      await withPool(async (pool) => {
        for (const one of await listApiKeys(pool, name)) {
          const state =
            one.revokedAt !== null ? 'revoked' : isPast(one.expiresAt) ? 'expired' : 'valid';
          const used =
            one.lastUsedAt === null ? 'never used' : `used ${one.lastUsedAt.toISOString()}`;
          say([one.id, one.machine, one.roles.join(','), state, used].join('  '));
        }
      });
    });
  keys
    .command('revoke <id>')
    .description('takes a key back; it holds from the next request on')
    .action(async (id: string) => {
      await withPool(async (pool) => {
        const revoked = await revokeApiKey(pool, { audience: name, id });
        say(revoked ? `The key ${id} is taken back.` : `There is no valid key ${id} of ${name}.`);
        if (!revoked) exitCode = 1;
      });
    });

  const outbox = program.command('outbox').description('jobs and webhooks that came to nothing');
  outbox
    .command('list')
    .description('shows them, the oldest first')
    .option('--limit <number>', 'how many at most', Number, 100)
    .action(async ({ limit }: { limit: number }) => {
      await withPool(async (pool) => {
        for (const one of await listDeadLetters(pool, await serviceOf(load), limit)) {
          const { id, queue, attempts, reason, diedAt } = one;
          say([id, queue, `${attempts} attempts`, diedAt.toISOString(), reason].join('  '));
        }
      });
    });
  outbox
    .command('replay [id...]')
    .description('has them tried again from the beginning')
    .option('--all', 'all of them')
    .action(async (ids: string[], { all }: { all?: true }) => {
      if ((all === true) === ids.length > 0) {
        throw new CommanderError(2, 'use', 'Name ids (from outbox list), or --all.');
      }
      await withPool(async (pool) => {
        const service = await serviceOf(load);
        const moved = await replayDeadLetters(pool, service, all === true ? undefined : ids);
        say(`${moved} will be tried again.`);
        if (moved < ids.length) exitCode = 1;
      });
    });

  const { commands } = await load();
  commands?.(program, { withPool, say, fail: () => void (exitCode = 1) });

  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.code === 'use') process.stderr.write(`${error.message}\n`);
      return error.exitCode === 0 ? 0 : 2;
    }
    throw error;
  }
  return exitCode;
}

async function serviceOf<Config extends ServiceConfig, Jobs extends JobKinds>(
  load: CommandOptions<Config, Jobs>['load'],
): Promise<string> {
  const { name, outbox } = await load();
  if (outbox === undefined) throw new ServiceError('SERVICE_OUTBOX', `${name} has no outbox.`);
  return outbox.service;
}

function isPast(date: Date | null): boolean {
  return date !== null && date.getTime() <= Date.now();
}

/** Builds a service that nobody calls, of its variables' examples: for its document alone. */
async function buildForDocument<Config extends ServiceConfig, Jobs extends JobKinds>(
  definition: ServiceDefinition<Config, Jobs>,
): Promise<ServiceInstance> {
  const { name, environment } = definition;
  const config: Config = parseEnvironment(environment, exampleEnvironment(environment));
  return definition.build({
    ...{ config, pool: createPool({ url: config.DATABASE_URL, name }) },
    logger: createLogger({ name, env: {}, console: 'off' }),
    metrics: startMetrics({ env: { OTEL_SDK_DISABLED: 'true' } }),
    outbox: noOutbox(name),
  });
}
