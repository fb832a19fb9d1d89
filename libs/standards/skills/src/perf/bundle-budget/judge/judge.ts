import type { Facts } from '../facts.ts';
import type { BundleOptions, BundleSettings } from '../options.ts';
import { judgeBudget, limitsOf, unusedBudgets } from './budgets.ts';
import type { Found } from './found.ts';
import type { Records } from './ratchet.ts';
import { goneEntries, judgeGrowth } from './ratchet.ts';

/** What is wrong by the facts of one measurement. */
export function judgeFacts(
  { entries }: Facts,
  settings: BundleSettings,
  options: BundleOptions,
  records: Records,
): readonly Found[] {
  const names = entries.map(({ name }) => name);
  const isRecorded = records.now !== undefined || records.base !== undefined;
  return [
    ...entries.flatMap((entry): readonly Found[] => {
      const { name } = entry;
      if ('problem' in entry) {
        return [
          {
            ...{ message: 'not-bundled', data: { entry: name }, identity: name, fixable: false },
            ...{ where: 'manifest', expected: 'a bundle', actual: entry.problem },
          },
        ];
      }
      const limits = limitsOf(name, settings, options.measure);
      return [
        ...(limits ? judgeBudget(entry, limits) : []),
        // A budget alone is enough, where nobody began to record.
        ...(limits && !isRecorded ? [] : judgeGrowth(entry, records, options)),
      ];
    }),
    ...unusedBudgets(settings, names),
    ...goneEntries(records, names),
  ];
}
