import { once } from 'node:events';
import type { Command } from 'commander';
import { Option } from 'commander';
import {
  maintain,
  setCompression,
  setRetention,
  startMaintenance,
  tiers,
} from '../maintenance/maintain.ts';
import type { Tier } from '../maintenance/maintain.ts';
import type { RoleKind } from '../migrations/grant-role.ts';
import { grantRole, roleKinds } from '../migrations/grant-role.ts';
import { migrate } from '../migrations/migrate.ts';
import { storeStatus } from '../queries/store-status.ts';
import type { Surroundings } from './main.ts';
import { bytes, table } from './output.ts';
import { parseDuration } from './time.ts';
import { messageOf, SignalsError } from '../errors.ts';

/** Commands that keep the store. */
export function registerMaintenance(
  program: Command,
  { output, show, withDatabase }: Surroundings,
): void {
  program
    .command('migrate')
    .description(
      'bring the schema `signals` to this version; harmless to run again, and from many processes at once',
    )
    .action(async () => {
      const report = await withDatabase(migrate);
      show(report, () =>
        report.applied.length === 0
          ? `Nothing to do: the store is up to date (profile ${report.profile}).\n`
          : `Applied ${report.applied.join(', ')} (profile ${report.profile}).\n`,
      );
    });
  program
    .command('status')
    .description('what the store holds, how large it is and what waits')
    .action(async () => {
      const status = await withDatabase(storeStatus);
      show(status, () =>
        [
          `profile ${status.profile}; ${status.migrations.length} migrations; ${status.waitingBatches} batches wait to be folded` +
            (status.waitingBatches > 0 ? `, the oldest for ${status.waitingSeconds} s` : ''),
          '',
          table(
            ['table', 'rows (estimate)', 'size'],
            status.tables.map((one) => [one.table, String(one.rows), bytes(one.bytes)]),
          ),
          table(
            ['tier', 'kept for', 'compressed after'],
            status.retention.map((one) => [one.tier, one.keep ?? 'ever', one.compressAfter ?? '-']),
          ),
        ].join('\n'),
      );
    });
  program
    .command('maintain')
    .description(
      'fold rollups, promote failed traces, make partitions, compress, drop what is kept no longer',
    )
    .option('--every <time>', 'run again and again, until interrupted: 5m')
    .action(async ({ every }: { every?: string }) => {
      const everyMs = every === undefined ? undefined : parseDuration(every);
      await withDatabase(async (database) => {
        if (everyMs === undefined) {
          await maintain(database);
          show({ done: true }, () => 'Done.\n');
          return;
        }
        // Before anything is said: who reads it may end this at once.
        const toldToEnd = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
        output.writeError(`Maintaining every ${every}; interrupt to end.\n`);
        const maintenance = startMaintenance(database, {
          everyMs,
          onError: (error) => {
            output.writeError(`error: ${messageOf(error)}; tried again in ${every}\n`);
          },
        });
        // Not unref'd: this is what the process is for.
        const awake = setInterval(() => undefined, 60_000);
        await toldToEnd;
        clearInterval(awake);
        await maintenance.stop();
      });
    });
  program
    .command('grant')
    .description(
      'give a role of the server the rights of a writer, a reader or a maintainer of the store',
    )
    .argument('<role>', 'name of the role, as it is')
    .addOption(new Option('--as <kind>', 'what it may do').choices(roleKinds).makeOptionMandatory())
    .action(async (role: string, { as: kind }: { as: RoleKind }) => {
      await withDatabase((database) => grantRole(database, role, kind));
      show({ role, kind }, () => `The role ${role} is a ${kind} of the store.\n`);
    });
  program
    .command('retention')
    .description('how long each tier is kept; with a tier and --keep or --compress-after, sets it')
    .argument('[tier]', `one of ${tiers.join(', ')}`)
    .addOption(
      new Option('--keep <interval>', 'an interval of PostgreSQL ("90 days"), or "forever"'),
    )
    .addOption(
      new Option(
        '--compress-after <interval>',
        'an interval of PostgreSQL, or "forever" for never; of the profile timescale',
      ),
    )
    .action(
      async (tier: string | undefined, options: { keep?: string; compressAfter?: string }) => {
        const { keep, compressAfter } = options;
        if (tier !== undefined && !isTier(tier)) {
          throw new SignalsError(
            'SIGNALS_BAD_OPTION',
            `There is no tier "${tier}". Tiers: ${tiers.join(', ')}.`,
          );
        }
        if ((tier === undefined) !== (keep === undefined && compressAfter === undefined)) {
          throw new SignalsError(
            'SIGNALS_BAD_OPTION',
            'To set a time, name both: signals retention success --keep "14 days"',
          );
        }
        const status = await withDatabase(async (database) => {
          if (tier !== undefined && keep !== undefined) await setRetention(database, tier, keep);
          if (tier !== undefined && compressAfter !== undefined)
            await setCompression(database, tier, compressAfter);
          return storeStatus(database);
        });
        show(status.retention, () =>
          table(
            ['tier', 'kept for', 'compressed after'],
            status.retention.map((one) => [one.tier, one.keep ?? 'ever', one.compressAfter ?? '-']),
          ),
        );
      },
    );
}

function isTier(text: string): text is Tier {
  return tiers.some((tier) => tier === text);
}
