import { readFileSync } from 'node:fs';
import { ServiceError, transaction } from '@h-j-petroleum/toolkit-service';
import type { CommandTools, ServiceDefinition } from '@h-j-petroleum/toolkit-service/run';
import type { Verification } from '../audit/verify.ts';
import { verify } from '../audit/verify.ts';
import { makeCheckpoint, postgresAudit } from '../store/postgres/audit.ts';

type Program = Parameters<NonNullable<ServiceDefinition['commands']>>[0];

interface VerifyOptions {
  readonly json?: true;
  readonly head: readonly string[];
  readonly heads?: string;
}

/** `audit verify`, `audit checkpoint`: what an auditor runs, with a role of the database that may read. */
export function auditCommands(program: Program, { withPool, say, fail }: CommandTools): void {
  const audit = program.command('audit').description('the trail of all requests');
  audit
    .command('verify')
    .description(
      'verifies every hash, checkpoint and rule; fails where something was done to the trail',
    )
    .option('--json', 'machine-readable output')
    .option('--head <hash...>', 'hashes that were kept elsewhere and must be known', [])
    .option('--heads <file>', 'a file of such hashes, one a line')
    .action(({ json, head, heads }: VerifyOptions) =>
      withPool(async (pool) => {
        const kept = [...head, ...(heads === undefined ? [] : hashesIn(heads))].map(checked);
        // One snapshot: what is decided meanwhile is not seen half.
        const found = await transaction(pool, (client) => verify(postgresAudit(client), kept), {
          isolation: 'repeatable read',
        });
        say(json === true ? JSON.stringify(found, null, 2) : inWords(found, kept.length));
        if (found.findings.length > 0) fail();
      }),
    );
  audit
    .command('checkpoint')
    .description('makes a checkpoint now, and shows the hash of the last one, to be kept elsewhere')
    .action(() =>
      withPool(async (pool) => {
        while (
          (await transaction(pool, (client) => makeCheckpoint(client, new Date(), 10_000))) !==
          undefined
        );
        const last = await postgresAudit(pool).last();
        say(last === undefined ? 'There is nothing to hold.' : last.hash.toString('hex'));
      }),
    );
}

function hashesIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function checked(hash: string): string {
  if (/^[0-9a-f]{64}$/i.test(hash)) return hash.toLowerCase();
  throw new ServiceError(
    'SERVICE_BAD_OPTION',
    `"${hash}" is no hash: 64 hexadecimal digits, as "audit checkpoint" shows them.`,
  );
}

function inWords(
  { requests, entries, checkpoints, head, findings }: Verification,
  kept: number,
): string {
  const lines = [
    `requests: ${requests}, entries: ${entries}, checkpoints: ${checkpoints}, hashes kept elsewhere: ${kept}`,
    ...(head === undefined ? [] : [`last checkpoint: ${head.number} ${head.hash}`]),
    ...findings.map(
      ({ kind, requestId, sequence, message }) =>
        `${kind}: ${[requestId, sequence].filter((word) => word !== undefined).join(' ')}${requestId === undefined ? '' : ': '}${message}`,
    ),
    findings.length === 0 ? 'Nothing was changed.' : `${findings.length} found.`,
  ];
  return lines.join('\n');
}
