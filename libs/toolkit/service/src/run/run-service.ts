// Loads neither Fastify nor the driver of the database: what is loaded before telemetry starts is not traced.
import type { Environment } from '../config/environment.ts';
import { parseEnvironment } from '../config/environment.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { JobKinds } from '../outbox/definition.ts';
import { messageOf, ServiceError } from '../errors.ts';
import type { ServiceDefinition } from './definition.ts';
import { startObservability } from './observability.ts';

export interface RunOptions<Config extends ServiceConfig, Jobs extends JobKinds> {
  readonly name: string;
  /** Loads the service: `async () => (await import('./app.ts')).service`. */
  readonly load: () => Promise<ServiceDefinition<Config, Jobs>>;
  /** @default process.argv.slice(2) */
  readonly args?: readonly string[];
  /** @default process.env */
  readonly environment?: Environment;
}

/**
 * What a service's executable does. Without arguments it serves: traces, logs and metrics first, then the environment, the
 * database, the routes; it listens on HOST (127.0.0.1 unless set) and PORT, and ends gracefully on SIGTERM or SIGINT. With
 * arguments it is a command: `--help` tells them.
 *
 * Sets the exit code: 0 ended as told, 1 did not come to its end in time or a command found fault, 2 could not start.
 */
export async function runService<Config extends ServiceConfig, Jobs extends JobKinds>(
  options: RunOptions<Config, Jobs>,
): Promise<void> {
  const { name, load, args = process.argv.slice(2), environment = process.env } = options;
  try {
    if (args.length > 0) {
      const { runCommand } = await import('./commands.ts');
      process.exitCode = await runCommand({ name, load, args, environment });
    } else {
      await serve(name, load, environment);
    }
  } catch (error) {
    process.stderr.write(`${name}: ${told(error)}\n`);
    process.exitCode = 2;
  }
}

/** What went wrong, for who started it: with its place where nobody foresaw it. */
function told(error: unknown): string {
  if (error instanceof ServiceError) return `${error.message} [${error.code}]`;
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}

async function serve<Config extends ServiceConfig, Jobs extends JobKinds>(
  name: string,
  load: () => Promise<ServiceDefinition<Config, Jobs>>,
  environment: Environment,
): Promise<void> {
  const observability = startObservability(name, environment);
  try {
    const definition = await load();
    const { serveUntilTold } = await import('./serve.ts');
    const config = parseEnvironment(definition.environment, environment);
    process.exitCode = await serveUntilTold(definition, config, observability);
  } catch (error) {
    observability.logger.error(`${name} could not start`, { error });
    throw error;
  } finally {
    await observability.shutdown();
  }
}
