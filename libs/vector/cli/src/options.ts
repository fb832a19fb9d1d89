import { InvalidArgumentError } from 'commander';

/** Takes a whole number from `least` on. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`It must be a whole number from ${least} on.`);
    return value;
  };

/** Takes a number. */
export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Gathers an option that may be given several times. */
export const several = (text: string, before: string[] | undefined): string[] => [
  ...(before ?? []),
  text,
];
