import type semver from 'semver';

/** What is used of the library. */
export type Semver = Pick<
  typeof semver,
  'compare' | 'intersects' | 'minVersion' | 'satisfies' | 'valid' | 'validRange'
>;

/**
 * Loaded when two different ranges meet for the first time; a workspace that agrees never pays for it. The parts take half
 * the time of the whole.
 */
export async function loadSemver(): Promise<Semver> {
  const [compare, intersects, minVersion, satisfies, valid, validRange] = await Promise.all([
    import('semver/functions/compare.js'),
    import('semver/ranges/intersects.js'),
    import('semver/ranges/min-version.js'),
    import('semver/functions/satisfies.js'),
    import('semver/functions/valid.js'),
    import('semver/ranges/valid.js'),
  ]);
  return {
    compare: compare.default,
    intersects: intersects.default,
    minVersion: minVersion.default,
    satisfies: satisfies.default,
    valid: valid.default,
    validRange: validRange.default,
  };
}

/** The lowest version of a range; a range that no version meets counts as the lowest of all. */
export function lowestVersion(range: string, semver: Semver): string {
  return semver.minVersion(range)?.version ?? '0.0.0';
}

/** Whether two ranges share a version; false where one is no valid range. */
export function intersects(range: string, other: string, semver: Semver): boolean {
  if (semver.validRange(range) === null || semver.validRange(other) === null) return false;
  // A single prerelease is asked for directly: the library compares it with each bound alone and finds no match.
  if (semver.valid(range) !== null) return semver.satisfies(range, other);
  if (semver.valid(other) !== null) return semver.satisfies(other, range);
  return semver.intersects(range, other);
}

/**
 * Whether what asks for one range can ask for another without a change of behaviour, as semantic versioning promises it:
 * the two share versions, or one single version moves up to what its own caret takes (`1.2.3` to `1.2.5` or `^1.4.0`). A
 * prerelease promises nothing, and `~1.2.3` refuses on purpose what `^1.2.3` takes.
 */
export function canMove(range: string, to: string, semver: Semver): boolean {
  if (intersects(range, to, semver)) return true;
  const single = semver.valid(semver.validRange(range) ?? '');
  if (single === null || single.includes('-') || semver.validRange(to) === null) return false;
  return semver.satisfies(lowestVersion(to, semver), `^${single}`);
}
