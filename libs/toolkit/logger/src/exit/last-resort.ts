import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LogRecord, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { configure } from 'safe-stable-stringify';
import type { LastResort } from './crashes.ts';

const stringify = configure({ deterministic: false, bigint: true, circularValue: '[Circular]' });

export interface LastResortOptions {
  readonly writer: SignalWriter;
  readonly databaseUrl: string;
  /** Attributes of the record's resource. */
  readonly resource: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/**
 * Stores a record by the writer, and where the process ends before that is done, by a process of its own that is waited for:
 * a handler that calls `process.exit` leaves no turn of the event loop. Both use one key, so the record is stored once.
 */
export function storeAtLast(record: LogRecord, options: LastResortOptions): LastResort {
  const key = randomUUID();
  let stored = false;
  options.writer
    .store(key, 'logs', (sink) => {
      sink.log(record);
    })
    .then(
      (result) => {
        stored = result.reason === undefined;
      },
      () => undefined,
    );
  return {
    isStored: () => stored,
    storeNow: () => {
      const program = fileURLToPath(
        new URL(
          import.meta.url.endsWith('.ts') ? './store-crash.ts' : './store-crash.js',
          import.meta.url,
        ),
      );
      // Bundled into a program, this package has no file of its own.
      if (!existsSync(program)) return;
      const { resource: _resource, ...rest } = record;
      const input = stringify({
        ...{ key, databaseUrl: options.databaseUrl, resource: options.resource },
        record: rest,
      });
      const conditions = process.execArgv.filter((word) => word.startsWith('--conditions='));
      spawnSync(process.execPath, [...conditions, program], {
        input: input ?? '',
        timeout: options.timeoutMs,
        stdio: ['pipe', 'ignore', 'ignore'],
        // What instruments this process has no place in that one.
        env: { ...process.env, NODE_OPTIONS: '' },
      });
    },
  };
}
