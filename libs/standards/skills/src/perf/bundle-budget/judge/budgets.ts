import { bytesOf, bytesText } from '../bytes.ts';
import type { MeasuredEntry } from '../facts.ts';
import { matchesStar } from '../../star.ts';
import type { BundleSettings, MeasureName, Size } from '../options.ts';
import { measures } from '../options.ts';
import type { Found } from './found.ts';
import { heaviest } from './heaviest.ts';

type Limits = Readonly<Partial<Record<MeasureName, Size | undefined>>>;

/** The limits of an entry: of its own name, else of the last pattern that matches; a size alone is one of `measure`. */
export function limitsOf(
  name: string,
  { budgets = {} }: BundleSettings,
  measure: MeasureName,
): Limits | undefined {
  const exact = Object.hasOwn(budgets, name) ? budgets[name] : undefined;
  const found =
    exact ??
    Object.entries(budgets)
      .filter(([pattern]) => pattern.includes('*') && matchesStar(pattern, name))
      .at(-1)?.[1];
  if (found === undefined) return undefined;
  return typeof found === 'object' ? found : { [measure]: found };
}

/** What is above its limits. */
export function judgeBudget(entry: MeasuredEntry, limits: Limits): readonly Found[] {
  return measures.flatMap((measure): Found[] => {
    const limit = limits[measure];
    if (limit === undefined) return [];
    const most = bytesOf(limit);
    const size = entry.sizes[measure];
    if (size <= most) return [];
    return [
      {
        ...{ message: 'over-budget', data: { entry: entry.name, measure }, where: 'manifest' },
        ...{ identity: `${entry.name} ${measure}`, fixable: false },
        expected: `at most ${bytesText(most)} (${most} bytes)`,
        actual: `${bytesText(size)} (${size} bytes); minified: ${heaviest(entry.modules)}`,
      },
    ];
  });
}

/** Budgets of names that no entry has; a pattern may match nothing. */
export function unusedBudgets(
  { budgets = {} }: BundleSettings,
  names: readonly string[],
): readonly Found[] {
  return Object.keys(budgets)
    .filter((name) => !name.includes('*') && !names.includes(name))
    .map((name) => ({
      ...{ message: 'budget-unused', data: { entry: name }, where: 'manifest', fixable: false },
      expected: `one of ${names.join(', ')}`,
      actual: name,
    }));
}
