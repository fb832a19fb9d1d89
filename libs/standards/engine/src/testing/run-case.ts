import { isDeepStrictEqual } from 'node:util';
import { createConfig, parseConfigInput } from '../config/load-config.ts';
import type { Base } from '../contract/base.ts';
import type { Measured } from '../contract/measurement.ts';
import type { AnySkill, Finding } from '../contract/skill.ts';
import { fix } from '../fix/fix.ts';
import { buildReport } from '../run/build-report.ts';
import { check } from '../run/check.ts';
import type { Part } from '../run/gate.ts';
import { createGate } from '../run/gate.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import type { Files } from '../workspace/files.ts';
import type { Project } from '../workspace/workspace.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import type { Case, CaseFile, CaseTree, ExpectedFinding } from './case.ts';

/** Runs `check`, `fix`, `check` on one case and throws an error that shows what differs. */
export async function runCase(skill: AnySkill, given: Case): Promise<void> {
  const files = memoryFiles(textsOf(given.tree));
  const id = skill.meta.id;
  const config = createConfig(
    parseConfigInput({
      ...given.config,
      skills: {
        ...given.config?.skills,
        ...(given.options === undefined ? {} : { [id]: { options: given.options } }),
      },
    }),
    [skill],
  );
  const read = (from: Files) =>
    readWorkspace(from, { root: '/', ...(given.reader ? { reader: given.reader } : {}) });

  const workspace = await read(files);
  const measured = (_: AnySkill, { id }: Project): Measured =>
    given.measured?.[id] ?? { state: 'missing' };
  const base = caseBase(given);
  const gate = createGate({ workspace, config, skills: [skill], measured, base });
  const part = await check({ workspace, gate });
  const report = buildReport({
    workspace,
    part,
    skills: gate.skills,
    baseline: undefined,
    durationMs: 0,
  });
  const crash = report.outcomes.find((row) => row.skill === id && row.outcome === 'error');
  if (part.crashed && given.outcomes === undefined)
    throw new Error(`${given.name}: ${crash?.reason ?? 'a check crashed'}`);

  const fixableSkill = skill.fix !== undefined;
  const found = report.findings.filter((finding) => finding.skill === id);
  same(
    `${given.name}: findings`,
    found.map((one) => shown(one, given.findings)),
    [...given.findings.map((one) => complete(one, fixableSkill))],
  );
  if (given.kind === 'valid' && found.length > 0) throw new Error(`${given.name}: is not valid`);
  if (given.kind === 'invalid' && found.length === 0) {
    throw new Error(`${given.name}: is not invalid`);
  }
  if (given.outcomes) checkOutcomes(given, id, part);
  const fingerprints = new Set(found.map((finding) => finding.fingerprint));
  if (fingerprints.size !== found.length) {
    throw new Error(`${given.name}: two findings have one fingerprint`);
  }

  if (!found.some((finding) => finding.fixable)) {
    if (given.fixed) throw new Error(`${given.name}: \`fixed\` is given, but nothing is fixable`);
    return;
  }
  if (!given.fixed) throw new Error(`${given.name}: has fixable findings and no \`fixed\``);
  const result = await fix({ files, read, config, skills: [skill], base, measured });
  const changed = Object.fromEntries(
    result.changes.map(({ path, after }) => [path, after ?? null] as const),
  );
  same(
    `${given.name}: the tree after the fix`,
    changed,
    Object.fromEntries(
      Object.entries(given.fixed)
        .map(([path, file]) => [path, file === null ? null : textOf(file)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const remaining =
    given.remaining ?? given.findings.filter((one) => !(one.fixable ?? fixableSkill));
  const after = buildReport({
    workspace: result.workspace,
    part: result.part,
    skills: gate.skills,
    baseline: undefined,
    durationMs: 0,
  }).findings.filter((finding) => finding.skill === id);
  same(
    `${given.name}: findings after the fix`,
    after.map((one) => shown(one, remaining)),
    remaining.map((one) => complete(one, fixableSkill)),
  );

  // Fixing twice changes nothing the second time.
  const fixedTexts = textsOf(given.tree);
  for (const { path, after: text } of result.changes) {
    if (text === undefined) delete fixedTexts[path];
    else fixedTexts[path] = text;
  }
  const fixedFiles = memoryFiles(fixedTexts);
  const again = await fix({ files: fixedFiles, read, config, skills: [skill], base, measured });
  same(
    `${given.name}: files changed by a second fix`,
    again.changes.map(({ path }) => path),
    [],
  );
}

function checkOutcomes(given: Case, id: string, part: Part): void {
  const actual: Record<string, unknown> = {};
  for (const row of part.outcomes) {
    if (row.skill !== id) continue;
    const expected = given.outcomes?.[row.project];
    if (expected === undefined && (row.outcome === 'pass' || row.outcome === 'fail')) continue;
    actual[row.project] =
      typeof expected === 'object' ? { outcome: row.outcome, reason: row.reason } : row.outcome;
  }
  same(`${given.name}: outcomes`, actual, { ...given.outcomes });
}

function complete(expected: ExpectedFinding, fixableSkill: boolean): Record<string, unknown> {
  return { ...expected, fixable: expected.fixable ?? fixableSkill };
}

/** A finding in the shape of the expectation; the sentence only where some expectation is about it. */
function shown(
  finding: Finding,
  expectations: readonly ExpectedFinding[],
): Record<string, unknown> {
  const { messageId, project, file, line, expected, actual, fixable, message } = finding;
  const like = expectations.find(
    (one) =>
      one.text !== undefined &&
      one.message === messageId &&
      one.file === file &&
      one.line === line &&
      one.project === project,
  );
  return {
    message: messageId,
    project,
    file,
    line,
    expected,
    actual,
    ...(like ? { text: message } : {}),
    fixable,
  };
}

function same(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(sorted(actual), sorted(expected))) return;
  throw new Error(
    `${what} differ.\nExpected: ${JSON.stringify(expected, null, 2)}\nActual: ${JSON.stringify(actual, null, 2)}`,
  );
}

/** The order of keys is of no matter. */
function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ),
  );
}

/** The tree that a case is compared with, as the engine takes it. Its commit is always `0123456789ab…`. */
export function caseBase(given: Case): () => Promise<Base> {
  const { base } = given;
  if (!base) {
    return () => Promise.resolve({ state: 'unknown', reason: 'The case has no history.' });
  }
  const [texts, now] = [textsOf(base), textsOf(given.tree)];
  const changed = Object.keys({ ...texts, ...now })
    .filter((path) => texts[path] !== now[path])
    .sort();
  return () =>
    Promise.resolve({
      state: 'known',
      commit: '0123456789abcdef0123456789abcdef01234567',
      read: (path) => Promise.resolve(texts[path]),
      changed: () => Promise.resolve(changed),
    });
}

/** The texts of a case's files, as they would stand on disk. */
export function textsOf(tree: CaseTree): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).map(([path, file]) => [path, textOf(file)]));
}

function textOf(file: CaseFile): string {
  return typeof file === 'string' ? file : `${JSON.stringify(file, null, 2)}\n`;
}
