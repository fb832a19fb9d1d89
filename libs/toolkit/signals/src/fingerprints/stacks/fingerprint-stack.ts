import { framesOf } from './frame-lines.ts';
import { isInApp, normaliseFrame } from './normalise-frame.ts';

/** Characters of a line, and lines of a stack at each end, that are read. */
const lineLength = 500;
const endLines = 150;
/** Calls that make a fingerprint. Deeper ones say how the program got there rather than what broke. */
const fingerprintFrames = 16;
const runtimeFrames = 6;

export interface StackFrames {
  /** Innermost first; of the program itself where there are any, otherwise of the runtime. */
  readonly frames: readonly string[];
  readonly inApp: boolean;
  /** Of the error, as the stack names it. */
  readonly type: string | undefined;
  /** Types of its causes, outermost first. */
  readonly causes: readonly string[];
}

/** The calls of a stack that make two errors the same; undefined where the text holds none. */
export function readStack(stack: string): StackFrames | undefined {
  const lines = someLines(stack);
  const all = framesOf(lines);
  if (all.length === 0) return undefined;
  const own = all.filter(isInApp);
  const inApp = own.length > 0;
  const frames = withoutRecursion(
    (inApp ? own : all).map(normaliseFrame).filter((frame) => frame !== ''),
  );
  return {
    frames: frames.slice(0, inApp ? fingerprintFrames : runtimeFrames),
    inApp,
    type: typeOf(lines),
    causes: causesOf(lines),
  };
}

function someLines(stack: string): string[] {
  const lines: string[] = [];
  const tail: string[] = [];
  let from = 0;
  while (from <= stack.length) {
    const newline = stack.indexOf('\n', from);
    const to = newline === -1 ? stack.length : newline;
    const line = stack.slice(from, Math.min(to, from + lineLength)).replace(/\r$/, '');
    if (lines.length < endLines) lines.push(line);
    else {
      tail.push(line);
      if (tail.length > 2 * endLines) tail.splice(0, endLines);
    }
    from = to + 1;
  }
  return [...lines, ...tail.slice(-endLines)];
}

/** A call that calls itself, directly or by way of others, counts once: its depth is an accident. */
function withoutRecursion(frames: readonly string[]): string[] {
  const seen = new Set<string>();
  return frames.filter((frame) => {
    if (seen.has(frame)) return false;
    seen.add(frame);
    return true;
  });
}

const typeAtStart =
  /^(?:Exception in thread "[^"]*" |Uncaught |Unhandled exception\. |PHP )?(?:Fatal error: +Uncaught )?(?<type>[A-Za-z_$][\w$]*(?:[.\\]|::)?(?:[\w$]+(?:\.|\\|::))*[\w$]*(?:Error|Exception|Fault|Warning|Throwable|Failure|Interrupt|Exit|Abort)\w*)(?::|$|\s)/;

function typeOf(lines: readonly string[]): string | undefined {
  const traceback = lines.findLastIndex((line) =>
    line.startsWith('Traceback (most recent call last)'),
  );
  if (traceback !== -1) {
    for (const line of lines.slice(traceback + 1)) {
      const named = /^(?<type>[A-Za-z_][\w.]*)(?::|$)/.exec(line)?.groups?.['type'];
      if (named !== undefined) return named;
    }
  }
  for (const line of lines.slice(0, 5)) {
    if (/^panic: |panicked at/.test(line)) return 'panic';
    const named = typeAtStart.exec(line)?.groups?.['type'];
    if (named !== undefined) return named;
  }
  return undefined;
}

function causesOf(lines: readonly string[]): string[] {
  const causes: string[] = [];
  for (const line of lines) {
    const cause = /^\s*(?:Caused by: |\[cause\]: |---> )(?<type>[\w.$]+)/.exec(line)?.groups?.[
      'type'
    ];
    if (cause !== undefined && !causes.includes(cause)) causes.push(cause);
  }
  return causes.slice(0, 8);
}
