import { StandardsError } from '@h-j-petroleum/standards-engine';

export const dayMs = 86_400_000;

/**
 * A moment as it is given on the command line: `90d` (days before now), a day (`2026-11-26`, its beginning in UTC), or a whole
 * moment in ISO 8601.
 *
 * @throws StandardsError BAD_USAGE
 */
export function parseMoment(option: string, word: string, now: Date): Date {
  const ago = /^(\d{1,5})d$/.exec(word);
  if (ago) return new Date(now.getTime() - Number(ago[1]) * dayMs);
  const moment = /^\d{4}-\d{2}-\d{2}(?:T.+)?$/.test(word) ? new Date(word) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) {
    throw new StandardsError(
      'BAD_USAGE',
      `${option} ${word} is no moment. Write days before now, as in 90d, or a day, as in 2026-11-26.`,
    );
  }
  return moment;
}

/** The history asks for runs before a moment, and one of that very moment counts. */
export function afterMoment(moment: Date): string {
  return new Date(moment.getTime() + 1).toISOString();
}
