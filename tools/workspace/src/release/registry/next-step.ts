import type { Packed } from '../tarball/release.ts';
import type { PublishedContent } from './registry.ts';

/** What is to be done about a tarball, by what the registry has under its name and version. */
export type NextStep = 'publish' | 'there' | 'conflict';

/** A version is its content: the same is left alone, another is never overwritten, and what can't be told counts as another. */
export function nextStep(
  { integrity, shasum }: Pick<Packed, 'integrity' | 'shasum'>,
  found: PublishedContent | undefined,
): NextStep {
  if (found === undefined) return 'publish';
  if (found.integrity !== undefined) return found.integrity === integrity ? 'there' : 'conflict';
  return found.shasum === shasum ? 'there' : 'conflict';
}
