import type { Command } from 'commander';
import { Option } from 'commander';
import { maintain, setRetention, startMaintenance, tiers } from '../maintenance/maintain.ts';
import type { Tier } from '../maintenance/maintain.ts';
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
        output.writeError(`Maintaining every ${every}; interrupt to end.\n`);
        const maintenance = startMaintenance(database, {
          everyMs,
          onError: (error) => {
            output.writeError(`error: ${messageOf(error)}; tried again in ${every}\n`);
          },
        });
        // Not unref'd: this is what the process is for.
        const awake = setInterval(() => undefined, 60_000);
        await new Promise<void>((resolve) => {
          process.once('SIGINT', () => {
            resolve();
          });
          process.once('SIGTERM', () => {
            resolve();
          });
        });
        clearInterval(awake);
        await maintenance.stop();
      });
    });
  program
    .command('retention')
    .description('how long each tier is kept; with a tier and --keep, sets it')
    .argument('[tier]', `one of ${tiers.join(', ')}`)
    .addOption(
      new Option('--keep <interval>', 'an interval of PostgreSQL ("90 days"), or "forever"'),
    )
    .action(async (tier: string | undefined, { keep }: { keep?: string }) => {
      if (tier !== undefined && !isTier(tier)) {
        throw new SignalsError(
          'SIGNALS_BAD_OPTION',
          `There is no tier "${tier}". Tiers: ${tiers.join(', ')}.`,
        );
      }
      if ((tier === undefined) !== (keep === undefined)) {
        throw new SignalsError(
          'SIGNALS_BAD_OPTION',
          'To set a time, name both: signals retention success --keep "14 days"',
        );
      }
      const status = await withDatabase(async (database) => {
        if (tier !== undefined && keep !== undefined) await setRetention(database, tier, keep);
        return storeStatus(database);
      });
      show(status.retention, () =>
        table(
          ['tier', 'kept for', 'compressed after'],
          status.retention.map((one) => [one.tier, one.keep ?? 'ever', one.compressAfter ?? '-']),
        ),
      );
    });
}

function isTier(text: string): text is Tier {
  return tiers.some((tier) => tier === text);
}
