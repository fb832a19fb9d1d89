import { bytesText } from '../bytes.ts';
import type { MeasuredEntry, ModuleShare } from '../facts.ts';
import type { RecordedEntry } from '../record/record.ts';
import { listedFrom, ownOf } from '../record/record.ts';

const shown = 3;

/** The modules that weigh most: `zod 61.2 kB, dist/index.js 3.0 kB`. */
export function heaviest(modules: readonly ModuleShare[]): string {
  return modules
    .filter(({ bytes }) => bytes > 0)
    .slice(0, shown)
    .map(({ name, bytes }) => `${name} ${bytesText(bytes)}`)
    .join(', ');
}

/**
 * The modules that grew most since a record. One that the record does not list weighed less there than what is listed from;
 * of it only what is above that is known to be growth.
 */
export function grownMost(now: MeasuredEntry, before: RecordedEntry): string {
  const from = listedFrom(before);
  return now.modules
    .map(({ name, bytes }) => {
      const recorded = ownOf(before.modules, name);
      const growth = bytes - (recorded ?? Math.min(from, bytes));
      return { name, growth, text: recorded === undefined ? 'at least +' : '+' };
    })
    .filter(({ growth }) => growth > 0)
    .sort((a, b) => b.growth - a.growth || (a.name < b.name ? -1 : 1))
    .slice(0, shown)
    .map(({ name, growth, text }) => `${name} ${text}${bytesText(growth)}`)
    .join(', ');
}
