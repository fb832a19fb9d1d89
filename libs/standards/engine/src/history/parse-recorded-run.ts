import * as z from 'zod/mini';
import { modes, outcomes as outcomeNames } from '../contract/skill.ts';
import { groupBy } from '../report/reading/group-by.ts';
import type { FoundLine, RowLine } from './format-recorded-run.ts';
import type { RecordedFinding, RecordedOutcome, RecordedRun } from './recorded-run.ts';
import { recordedRunVersion, standings } from './recorded-run.ts';

const text = z.string();
const place = z.int().check(z.nonnegative());
const milliseconds = z.number().check(z.nonnegative());

const row: z.ZodMiniType<RowLine> = z.tuple([place, place, place, place, milliseconds], place);
const found: z.ZodMiniType<FoundLine> = z.tuple([
  place,
  text.check(z.regex(/^[0-9a-f]{20}$/)),
  place,
  place,
  place,
]);

const line = z.strictObject({
  version: z.literal(recordedRunVersion),
  id: z.uuid(),
  startedAt: z.iso.datetime({ precision: 3 }),
  durationMs: milliseconds,
  workspace: text,
  commit: z.nullable(text),
  branch: z.nullable(text),
  dirty: z.nullable(z.boolean()),
  ci: z.boolean(),
  door: z.enum(['cli', 'nx', 'library']),
  pilot: z.boolean(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  words: z.array(text),
  outcomes: z.array(row),
  findings: z.array(found),
});

export type ParsedRun =
  | { readonly ok: true; readonly run: RecordedRun }
  /** One clause: what is wrong with the line. */
  | { readonly ok: false; readonly reason: string };

/** Reads what {@link formatRecordedRun} wrote. Never throws: a line can be torn, or of a newer version. */
export function parseRecordedRun(given: string): ParsedRun {
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch {
    return { ok: false, reason: 'it is no whole line of JSON' };
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.map(String).join('.') || 'the line';
    const newer = where === 'version' ? ', so another version of the gate wrote it' : '';
    return { ok: false, reason: `\`${where}\` is not what it should be${newer}` };
  }
  const { words, outcomes, findings, ...facts } = parsed.data;
  try {
    const byRow = groupBy(findings, ([at]) => String(at));
    if (findings.some(([at]) => at >= outcomes.length)) throw new OutOfPlace();
    const unpacked = outcomes.map(([skill, project, outcome, mode, durationMs, ...rest], at) => {
      const [reason] = rest;
      return {
        skill: itemAt(words, skill),
        project: itemAt(words, project),
        outcome: itemAt(outcomeNames, outcome),
        mode: itemAt(modes, mode),
        durationMs,
        ...(reason === undefined ? {} : { reason: itemAt(words, reason) }),
        findings: (byRow.get(String(at)) ?? []).map(
          ([, fingerprint, messageId, file, standing]): RecordedFinding => ({
            fingerprint,
            messageId: itemAt(words, messageId),
            file: itemAt(words, file),
            standing: itemAt(standings, standing),
          }),
        ),
      } satisfies RecordedOutcome;
    });
    return { ok: true, run: { ...facts, outcomes: unpacked } };
  } catch (error) {
    if (!(error instanceof OutOfPlace)) throw error;
    return { ok: false, reason: 'a number in it stands for no word of it' };
  }
}

class OutOfPlace extends Error {}

function itemAt<Item>(items: readonly Item[], at: number): Item {
  const item = items[at];
  if (item === undefined) throw new OutOfPlace();
  return item;
}
