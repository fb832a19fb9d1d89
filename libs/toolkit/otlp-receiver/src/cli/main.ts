import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { startReceiver } from '../start-receiver.ts';

/**
 * Runs the command line until the process is told to end.
 *
 * @returns the exit code: 0, or 2 for bad use and for what can't be had
 */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const program = new Command('otlp-receiver')
    .description(
      'Takes traces, logs and metrics by OTLP/HTTP and writes them to the signal store that DATABASE_URL names.',
    )
    .option(
      '--port <port>',
      'port to listen on; 0 for any that is free (default: OTLP_PORT, else 4318)',
      portOf,
    )
    .option('--host <host>', 'address to listen on (default: OTLP_HOST, else 127.0.0.1)')
    .option('--cors <origins...>', 'origins of pages that may send')
    .option('--json', 'say where it listens as JSON')
    .addHelpText(
      'after',
      '\nOTLP_TOKEN: what senders must have as Authorization: Bearer …\nSend to it with OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 in any OpenTelemetry SDK.',
    )
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    const options: { port?: number; host?: string; cors?: string[]; json?: boolean } =
      program.opts();
    const port = options.port ?? (env.OTLP_PORT ? portOf(env.OTLP_PORT) : undefined);
    const host = options.host ?? (env.OTLP_HOST || undefined);
    const token = env.OTLP_TOKEN === '' ? undefined : env.OTLP_TOKEN;
    if (token === undefined && host !== undefined && !isLoopback(host)) {
      process.stderr.write(
        `otlp-receiver: whoever reaches ${host} can write to the store. Set OTLP_TOKEN, or listen on 127.0.0.1.\n`,
      );
    }
    const receiver = await startReceiver({
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(options.cors && { corsOrigins: options.cors }),
      token,
      databaseUrl: env.DATABASE_URL,
    });
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ url: receiver.url })}\n`
        : `OTLP receiver listens on ${receiver.url}\n`,
    );
    await told();
    await receiver.close();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(
      `otlp-receiver: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 2;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function told(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || text.trim() === '') {
    throw new InvalidArgumentError(`${text} is no port: a whole number from 0 to 65535.`);
  }
  return port;
}
