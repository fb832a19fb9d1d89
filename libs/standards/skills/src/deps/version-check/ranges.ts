/** A range with its blanks evened out: what differs by blanks only is the same range. */
export function collapsed(range: string): string {
  return /\s/.test(range) ? range.trim().replaceAll(/\s+/g, ' ') : range;
}

/** Ranges and tags that take whatever is newest. */
const unpinned = new Set([
  '',
  '*',
  'x',
  'X',
  'latest',
  '>=0',
  '>=0.0',
  '>=0.0.0',
  '>= 0',
  '>= 0.0.0',
]);

export function isUnpinned(range: string): boolean {
  return unpinned.has(collapsed(range));
}

/** Whether it looks like a range of versions; what is neither that nor unpinned is a tag, such as `next`. */
export function isRange(range: string): boolean {
  return /^[\^~<>=v\s]*\d/.test(range) && !isUnpinned(range);
}

/**
 * Whether two ranges certainly share a version, told without a semver library, which costs more to load than all the
 * rest of the check: enough for the usual `^18.2.0` beside a peer of `^17 || ^18`.
 */
export function surelyIntersect(range: string, other: string): boolean {
  const left = collapsed(range);
  const right = collapsed(other);
  if (left === right || isUnpinned(left) || isUnpinned(right)) return true;
  const major = /^\^([1-9]\d*)(?:\.\d+){0,2}$/.exec(left)?.[1];
  if (major === undefined) return false;
  return right.split('||').some((part) => {
    const [, operator, lowest] = /^\s*(\^|>=)\s*(\d+)(?:\.\d+){0,2}\s*$/.exec(part) ?? [];
    if (lowest === undefined) return false;
    // Two carets of one major meet at the higher; a caret reaches past any lowest bound below its end.
    return operator === '^' ? lowest === major : Number(lowest) <= Number(major);
  });
}
