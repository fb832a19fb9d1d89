/**
 * A recorded run as one line of text. A run over hundreds of projects has thousands of outcomes that share a few words, so a
 * line holds each word once and outcomes as numbers: about a tenth of the same as plain JSON. Apart from what reads it, whose
 * parser a check has no need to load.
 */
import { modes, outcomes as outcomeNames } from '../contract/skill.ts';
import type { RecordedRun } from './recorded-run.ts';
import { standings } from './recorded-run.ts';

/** Skill, project, outcome, mode, milliseconds, and the reason where there is one. */
export type RowLine = [number, number, number, number, number, ...number[]];

/** Outcome's place among the rows, fingerprint, message, file, standing. */
export type FoundLine = [number, string, number, number, number];

/** One line of JSON, without the line's end. */
export function formatRecordedRun(run: RecordedRun): string {
  const words: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (word: string): number => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, words.length);
    return words.push(word) - 1;
  };
  const findings: FoundLine[] = [];
  const rows = run.outcomes.map((one, at): RowLine => {
    for (const { fingerprint, messageId, file, standing } of one.findings) {
      findings.push([
        at,
        fingerprint,
        placeOf(messageId),
        placeOf(file),
        standings.indexOf(standing),
      ]);
    }
    return [
      placeOf(one.skill),
      placeOf(one.project),
      outcomeNames.indexOf(one.outcome),
      modes.indexOf(one.mode),
      one.durationMs,
      ...(one.reason === undefined ? [] : [placeOf(one.reason)]),
    ];
  });
  const { version, id, startedAt, durationMs, workspace, commit, branch, dirty, ci } = run;
  const { door, pilot, exitCode } = run;
  return JSON.stringify({
    ...{ version, id, startedAt, durationMs, workspace, commit, branch, dirty, ci, door, pilot },
    ...{ exitCode, words, outcomes: rows, findings },
  });
}
