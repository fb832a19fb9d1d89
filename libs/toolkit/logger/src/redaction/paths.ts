/** Where in a path the walk is: which path, and which of its steps comes next. */
export interface PathState {
  readonly steps: readonly string[];
  readonly next: number;
}

/** A path that can't be read. */
export class RedactionPathError extends Error {
  override readonly name = 'RedactionPathError';
  readonly code = 'LOGGER_BAD_REDACTION_PATH';
}

/**
 * Reads `req.headers.authorization`, `users[*].birthday`, `*.pin`, `**.pin`, `headers["x-key"]`. `*` is any one key, `**` any
 * number of them.
 *
 * @throws RedactionPathError
 */
export function parsePath(path: string): PathState {
  const steps: string[] = [];
  const step = /\.?(?:\[(?:"([^"]+)"|'([^']+)'|([^\]'"]+))\]|([^.[\]]+))/gy;
  let read = 0;
  for (let match = step.exec(path); match !== null; match = step.exec(path)) {
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    read = step.lastIndex;
  }
  if (steps.length === 0 || read !== path.length || path.startsWith('.')) {
    throw new RedactionPathError(
      `\`${path}\` is no path of a field. Write it as req.headers.authorization, users[*].name or **.pin.`,
    );
  }
  return { steps, next: 0 };
}

/** The states after a key; `undefined` where a path ends with it. */
export function stepInto(states: readonly PathState[], key: string): PathState[] | undefined {
  const after: PathState[] = [];
  for (const { steps, next } of states) {
    if (steps[next] === '**') {
      after.push({ steps, next });
      // It may also stand for no key at all.
      if (steps[next + 1] === key || steps[next + 1] === '*') {
        if (next + 2 === steps.length) return undefined;
        after.push({ steps, next: next + 2 });
      }
      if (next + 1 === steps.length) return undefined;
    } else if (steps[next] === key || steps[next] === '*') {
      if (next + 1 === steps.length) return undefined;
      after.push({ steps, next: next + 1 });
    }
  }
  return after;
}
