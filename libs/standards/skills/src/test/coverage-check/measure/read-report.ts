import * as z from 'zod/mini';
import type { Lines } from './line-counts.ts';
import { linesByCount, linesOf } from './line-counts.ts';

const position = z.object({ line: z.number() });
const istanbul = z.record(
  z.string(),
  z.object({
    path: z.string(),
    statementMap: z.record(z.string(), z.object({ start: position, end: position })),
    s: z.record(z.string(), z.number()),
  }),
);

/**
 * A report as it was written: lines by the path that it gives a file, with forward slashes. Istanbul's JSON
 * (https://github.com/istanbuljs/istanbuljs/blob/main/docs/raw-output.md) and lcov's tracefiles (geninfo(1), FILES).
 *
 * @throws Error where it is neither
 */
export function readReport(text: string): ReadonlyMap<string, Lines> {
  return text.trimStart().startsWith('{') ? fromIstanbul(text) : fromLcov(text);
}

function fromIstanbul(text: string): ReadonlyMap<string, Lines> {
  const parsed = istanbul.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.map(String).join('.')}: ${issue?.message}`);
  }
  return new Map(
    Object.values(parsed.data).map(({ path, statementMap, s }) => {
      const statements = Object.entries(statementMap).map(([id, { start, end }]) => ({
        ...{ start: start.line, end: end.line, count: s[id] ?? 0 },
      }));
      return [path.replaceAll('\\', '/'), linesOf(statements)];
    }),
  );
}

function fromLcov(text: string): ReadonlyMap<string, Lines> {
  const files = new Map<string, Map<number, number>>();
  let counts: Map<number, number> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, file] = /^SF:(.+)$/.exec(line) ?? [];
    if (file !== undefined) {
      const path = file.trim().replaceAll('\\', '/');
      counts = files.get(path) ?? new Map();
      files.set(path, counts);
    }
    const [, at, hits] = /^DA:(\d+),(\d+)/.exec(line) ?? [];
    // One file can stand there once for each of several runs.
    if (at !== undefined) counts?.set(Number(at), (counts.get(Number(at)) ?? 0) + Number(hits));
    if (line === 'end_of_record') counts = undefined;
  }
  if (files.size === 0) throw new Error("it is neither Istanbul's JSON nor lcov's");
  return new Map([...files].map(([path, lines]) => [path, linesByCount(lines)]));
}
