import { bytesText } from '../bytes.ts';
import type { MeasuredEntry } from '../facts.ts';
import type { BundleOptions } from '../options.ts';
import type { BundleRecord } from '../record/record.ts';
import { ownOf, recordName } from '../record/record.ts';
import type { Found } from './found.ts';
import { grownMost, heaviest } from './heaviest.ts';

/** The record as it stands now, and as it stood where the change began; undefined where there is none. */
export interface Records {
  readonly now: BundleRecord | undefined;
  readonly base: BundleRecord | undefined;
}

/**
 * What an entry ships against what it shipped where the change began. The record of the base is what counts, so raising the
 * one of now allows nothing by itself; a reason that is new in it does.
 */
export function judgeGrowth(
  entry: MeasuredEntry,
  { now, base }: Records,
  { measure, tolerance }: Pick<BundleOptions, 'measure' | 'tolerance'>,
): readonly Found[] {
  const { name } = entry;
  const size = entry.sizes[measure];
  const slack = (recorded: number): number =>
    Math.max(tolerance.bytes, Math.floor((recorded * tolerance.percent) / 100));
  const about = (message: Found['message']) =>
    ({ message, data: { entry: name, measure }, identity: name, where: 'record' }) as const;

  const standing = ownOf(now?.entries, name);
  const before = ownOf(base?.entries, name) ?? standing;
  if (before === undefined || standing === undefined) {
    if (before === undefined || size <= before[measure] + slack(before[measure])) {
      return [
        {
          ...about('unrecorded'),
          expected: `its sizes in ${recordName}`,
          actual: `${bytesText(size)}, minified: ${heaviest(entry.modules)}`,
        },
      ];
    }
  }
  const recorded = before[measure];
  const reason = ownOf(now?.accepted, name);
  const isAccepted = reason !== undefined && reason !== ownOf(base?.accepted, name);
  if (size > recorded + slack(recorded) && !isAccepted) {
    return [
      {
        ...{ ...about('grew'), where: 'manifest', fixable: false },
        expected: `at most ${bytesText(recorded)} as recorded, and ${bytesText(slack(recorded))}; or why it may grow, under \`accepted\` in ${recordName}`,
        actual: `${bytesText(size)}, which is ${bytesText(size - recorded)} more; minified: ${grownMost(entry, before)}`,
      },
    ];
  }
  const written = standing?.[measure] ?? 0;
  if (Math.abs(written - size) <= slack(written)) return [];
  return [
    {
      ...about(written > size ? 'record-loose' : 'record-behind'),
      expected: bytesText(size),
      actual: bytesText(written),
    },
  ];
}

/** Entries of the record that are no more. */
export function goneEntries({ now }: Records, names: readonly string[]): readonly Found[] {
  return Object.keys(now?.entries ?? {})
    .filter((name) => !names.includes(name))
    .map((entry) => ({
      ...{ message: 'record-loose', data: { entry }, identity: entry, where: 'record' },
      expected: 'nothing, because there is no such entry',
      actual: 'sizes of it',
    }));
}
