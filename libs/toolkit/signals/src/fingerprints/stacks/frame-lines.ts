/** One call of a stack, as its line gives it. */
export interface Frame {
  /** With its class, module or package, where the line has those; empty for an anonymous one. */
  readonly function: string;
  readonly file: string;
}

interface FrameFormat {
  readonly name: string;
  /** Whether the innermost call comes last. */
  readonly innermostLast?: boolean;
  /** Groups `function` and `file`; either may be missing. */
  readonly pattern: RegExp;
}

// Lines are cut before they come here, and no pattern repeats a repetition, so the time is bounded by the cut.
const formats: readonly FrameFormat[] = [
  {
    name: 'jvm',
    pattern:
      /^\s*at (?<function>[\w.@$<>/-]+)\((?:[\w$-]+\.(?:java|kt|scala|groovy|clj)(?::\d+)?|Native Method|Unknown Source|<generated>)\)/,
  },
  {
    name: 'dotnet',
    pattern:
      /^\s*at (?<function>[\w.<>`+$[\],~|]{1,300})\([^)]*\)(?: in (?<file>.+?):line \d+)?\s*$/,
  },
  { name: 'v8', pattern: /^\s*at (?<function>[^(]+?) \((?<file>.+?)(?::\d+){1,2}\)\s*$/ },
  {
    name: 'v8',
    pattern: /^\s*at (?<function>[^(]+?) \((?<file><anonymous>|native|index \d+)\)\s*$/,
  },
  {
    name: 'v8',
    pattern:
      /^\s*at (?:async )?(?<file>(?:file|https?|node|webpack|webpack-internal|app):\S+?|[\w./\\:@-]+\.\w+)(?::\d+){1,2}\s*$/,
  },
  {
    name: 'gecko',
    pattern:
      /^\s*(?<function>[\w.$/<*[\]]{0,200})@(?<file>(?:https?|file|webpack|resource|moz-extension):\S+?|\/\S+?)(?::\d+){1,2}\s*$/,
  },
  {
    name: 'python',
    innermostLast: true,
    pattern: /^\s*File "(?<file>[^"]+)", line \d+(?:, in (?<function>.+))?$/,
  },
  {
    name: 'php',
    pattern:
      /^\s*#\d+ (?<file>\/[^(]+|[A-Za-z]:\\[^(]+|\[internal function\])(?:\(\d+\))?: (?<function>[\w\\{}]+(?:(?:->|::)[\w{}\\]+)?)\(/,
  },
  {
    name: 'native',
    pattern:
      /^\s*#\d+\s+0x[0-9a-f]+ in (?<function>[^\s(]+(?:\([^)]*\))?)(?: \([^)]*\))?(?: (?:at |from )?\(?(?<file>[^\s:()]+).*)?$/,
  },
  {
    name: 'native',
    pattern: /^\s*#\d+\s+(?<function>[\w:~<>]+) \([^)]*\)(?: (?:at|from) (?<file>[^\s:]+).*)?$/,
  },
  {
    name: 'native',
    pattern: /^\s*(?<file>[\w./-]+)\((?<function>[\w:~]+)\+0x[0-9a-f]+\) ?\[0x[0-9a-f]+\]$/,
  },
  {
    name: 'ruby',
    pattern:
      /^\s*(?:\d+: )?(?:from )?(?<file>[^\s:]+\.(?:rb|erb|ru|rake)):\d+:in [`'](?<function>[^'`]+)'/,
  },
];

/** Rust and Go write a call over two lines: the function, then the file. */
const rustFunction =
  /^\s*\d+: +(?:0x[0-9a-f]+ - )?(?<function>[\w:<>&$. {}#,[\]*-]+?)(?:::h[0-9a-f]{16})?\s*$/;
const rustFile = /^\s*at (?<file>\S+?)(?::\d+){1,2}\s*$/;
const goFunction = /^(?:created by )?(?<function>\S+?)(?:\([^()]*\)| in goroutine \d+)?\s*$/;
const goFile = /^\s+(?<file>\S+\.(?:go|s)):\d+(?: \+0x[0-9a-f]+)?\s*$/;

/** The calls that the lines of a stack name, innermost first, and the name of their format. */
export function framesOf(lines: readonly string[]): readonly Frame[] {
  const found: Frame[] = [];
  // Python writes one block for each error of a chain; the last is what was raised.
  let block: Frame[] = [];
  let innermostLast = false;
  const rust = lines.some((line) => /panicked at|stack backtrace:|^\s*\d+: .*::/.test(line));
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.startsWith('Traceback (most recent call last)')) block = [];
    const next = lines[index + 1] ?? '';
    const paired = rust
      ? pair(rustFunction, rustFile, line, next)
      : pair(goFunction, goFile, line, next);
    if (paired !== undefined) {
      found.push(paired);
      index += 1;
      continue;
    }
    const rustAlone = rust ? rustFunction.exec(line)?.groups?.['function'] : undefined;
    if (rustAlone !== undefined) {
      found.push({ function: rustAlone, file: '' });
      continue;
    }
    for (const format of formats) {
      const groups = format.pattern.exec(line)?.groups;
      if (groups === undefined) continue;
      const frame = { function: groups['function'] ?? '', file: groups['file'] ?? '' };
      if (format.innermostLast) {
        innermostLast = true;
        block.push(frame);
      } else found.push(frame);
      break;
    }
  }
  return innermostLast ? [...block.toReversed(), ...found] : found;
}

function pair(first: RegExp, second: RegExp, line: string, next: string): Frame | undefined {
  const file = second.exec(next)?.groups?.['file'];
  if (file === undefined) return undefined;
  const name = first.exec(line)?.groups?.['function'];
  return name === undefined ? undefined : { function: name, file };
}
