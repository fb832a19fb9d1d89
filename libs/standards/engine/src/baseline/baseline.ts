import * as z from 'zod/mini';
import type { Finding } from '../contract/skill.ts';
import { StandardsError } from '../errors.ts';
import { lineAt, parseJson } from '../manifest/json.ts';
import type { BaselineEntry } from '../report/report.ts';

/** Findings accepted for now, by fingerprint. It may only shrink. The other fields are for the person who reads it. */
export type Baseline = readonly BaselineEntry[];

const schema = z.strictObject({
  version: z.literal(1),
  findings: z.array(
    z.strictObject({
      fingerprint: z.string().check(z.regex(/^[0-9a-f]{20}$/)),
      skill: z.string(),
      project: z.string(),
      file: z.string(),
      message: z.string(),
    }),
  ),
});

/** @throws StandardsError BASELINE_UNREADABLE */
export function parseBaseline(text: string, file: string): Baseline {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const conflict = /^(?:<{7}|={7}|>{7})(?:\s|$)/m.exec(text);
    throw unreadable(
      file,
      conflict
        ? `line ${lineAt(text, conflict.index)}: a merge left its conflict markers`
        : `line ${parsed.line}: ${parsed.reason.replaceAll(/\s+/g, ' ')}`,
    );
  }
  const result = schema.safeParse(parsed.value);
  if (result.success) return result.data.findings;
  const issue = result.error.issues[0];
  throw unreadable(
    file,
    issue ? `${issue.path.map(String).join('.') || 'the file'}: ${issue.message}` : 'wrong shape',
  );
}

function unreadable(file: string, reason: string): StandardsError {
  return new StandardsError(
    'BASELINE_UNREADABLE',
    `${file} is no baseline (${reason}). Restore it from version control, or write it anew with \`standards baseline --force\`.`,
  );
}

/** The baseline that accepts exactly these findings. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  return findings.map(({ fingerprint, skill, project, file, message }) => ({
    fingerprint,
    skill,
    project,
    file,
    message,
  }));
}

/** Without the entries that were found no more. */
export function prunedBaseline(baseline: Baseline, gone: readonly BaselineEntry[]): Baseline {
  const removed = new Set(gone.map((entry) => entry.fingerprint));
  return baseline.filter((entry) => !removed.has(entry.fingerprint));
}

/** Sorted, one entry after the other, so that two branches rarely touch the same lines. */
export function formatBaseline(baseline: Baseline): string {
  const findings = [...baseline].sort((a, b) =>
    sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0,
  );
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

function sortKey(entry: BaselineEntry): string {
  return [entry.skill, entry.file, entry.fingerprint].join('\0');
}

/**
 * The entries that a change adds to a baseline: they accept nothing, because otherwise a change could accept its own
 * findings.
 *
 * @param atBase the baseline at the merge base; undefined where there was none, and then adopting one is allowed
 */
export function addedEntries(now: Baseline, atBase: Baseline | undefined): Baseline {
  if (atBase === undefined) return [];
  const known = new Set(atBase.map((entry) => entry.fingerprint));
  return now.filter((entry) => !known.has(entry.fingerprint));
}
