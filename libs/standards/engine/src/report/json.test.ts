import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { json, toJsonReport } from './json.ts';
import type { Report } from './report.ts';
import {
  waivedReport,
  fullReport,
  sampleFinding,
  sampleOutcome,
  sampleReport,
} from './testing/sample-report.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true }).compile(schema);
const plain = { colour: false, width: 80 };

function problemsOf(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

test('the whole document, field by field', () => {
  const report = sampleReport({
    outcomes: [
      sampleOutcome({ outcome: 'fail' }),
      sampleOutcome({ project: '@acme/b', outcome: 'not-applicable', reason: 'No dependencies.' }),
    ],
    findings: [sampleFinding({ data: { secret: 'internal' }, at: { line: 3 } })],
    baseline: {
      file: 'standards.baseline.json',
      accepted: 0,
      added: [{ fingerprint: 'a', skill: 'x:y', project: 'p', file: 'f', message: 'm' }],
      gone: [{ fingerprint: 'b', skill: 'x:z', project: 'q', file: 'g', message: 'n' }],
    },
  });
  expect(toJsonReport(report)).toEqual({
    schemaVersion: 2,
    workspace: { root: '/home/dev/acme', reader: 'pnpm', projects: 2 },
    outcomes: [
      {
        skill: 'deps:file-protocol-check',
        project: '@acme/a',
        outcome: 'fail',
        mode: 'enforce',
        durationMs: 0.25,
      },
      {
        skill: 'deps:file-protocol-check',
        project: '@acme/b',
        outcome: 'not-applicable',
        mode: 'enforce',
        durationMs: 0.25,
        reason: 'No dependencies.',
      },
    ],
    findings: [
      {
        fingerprint: '00112233445566778899',
        skill: 'deps:file-protocol-check',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 12,
        mode: 'enforce',
        message: 'dependencies.@acme/b points at file:../b',
        expected: 'workspace:*',
        actual: 'file:../b',
        why: 'A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.',
        docs: 'https://acme.example/standards/deps/file-protocol-check',
        fixable: true,
        accepted: false,
        waiver: null,
      },
    ],
    baseline: {
      file: 'standards.baseline.json',
      accepted: 0,
      added: [{ fingerprint: 'a', skill: 'x:y', project: 'p', file: 'f', message: 'm' }],
      gone: [{ fingerprint: 'b', skill: 'x:z', project: 'q', file: 'g', message: 'n' }],
    },
    waivers: null,
    summary: {
      outcomes: { pass: 0, fail: 1, 'not-applicable': 1, 'not-supported': 0, error: 0 },
      findings: { advisory: 0, warn: 0, enforce: 1 },
      accepted: 0,
      waived: 0,
      fixable: 1,
      durationMs: 12.5,
    },
    exitCode: 1,
  });
});

test('the text is the document, indented, with a line end', () => {
  const text = json.render(sampleReport(), plain);
  expect(JSON.parse(text)).toEqual(toJsonReport(sampleReport()));
  expect(text.startsWith('{\n  "schemaVersion": 2,\n')).toBe(true);
  expect(text.endsWith('  "exitCode": 0\n}\n')).toBe(true);
});

test('fields that are not public stay inside, wherever they were put', () => {
  const leaky: Report = JSON.parse(
    JSON.stringify(fullReport(), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? { ...value, leaked: true }
        : value,
    ),
  );
  expect(json.render(leaky, plain)).not.toContain('leaked');
});

test('a row without a reason has no such field', () => {
  expect(Object.keys(toJsonReport(sampleReport()).outcomes[0] ?? {})).toEqual([
    'skill',
    'project',
    'outcome',
    'mode',
    'durationMs',
  ]);
});

describe('the published schema', () => {
  test.each([
    ['one of everything', fullReport()],
    ['waivers', waivedReport()],
    ['nothing at all', sampleReport({ outcomes: [], skills: [] })],
    [
      'hostile text',
      sampleReport({
        findings: [sampleFinding({ message: '\u0000\ud800"\\', actual: '__proto__' })],
      }),
    ],
  ])('accepts %s', (_, report) => {
    expect(problemsOf(JSON.parse(json.render(report, plain)))).toEqual([]);
  });

  test.each([
    ['an unknown key', { extra: 1 }, ' must NOT have additional properties'],
    ['another version', { schemaVersion: 1 }, '/schemaVersion must be equal to constant'],
    [
      'an unknown exit code',
      { exitCode: 256 },
      '/exitCode must be equal to one of the allowed values',
    ],
  ])('refuses %s', (_, change, problem) => {
    expect(problemsOf({ ...toJsonReport(fullReport()), ...change })).toEqual([problem]);
  });

  test('refuses a missing part', () => {
    const { summary: _, ...rest } = toJsonReport(fullReport());
    expect(problemsOf(rest)).toEqual([" must have required property 'summary'"]);
  });

  test('refuses a finding with an unknown key, a bad fingerprint or line 0', () => {
    const document = toJsonReport(sampleReport({ findings: [sampleFinding()] }));
    const findings = [{ ...document.findings[0], fingerprint: 'XYZ', line: 0, severity: 'high' }];
    expect(problemsOf({ ...document, findings })).toEqual([
      '/findings/0 must NOT have additional properties',
      '/findings/0/fingerprint must match pattern "^[0-9a-f]{20}$"',
      '/findings/0/line must be >= 1',
    ]);
  });

  test('describes every field', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, field] of Object.entries(Object(value))) {
            const text = JSON.stringify(field);
            if (!text.includes('"description"') && !text.includes('"$ref"')) {
              undescribed.push(`${path}.${name}`);
            }
          }
        }
        walk(value, `${path}.${key}`);
      }
    };
    walk(schema, '');
    // The fields of a baseline's entry are those of a finding.
    expect(undescribed).toEqual(
      ['fingerprint', 'skill', 'project', 'file', 'message'].map(
        (name) => `.$defs.baselineEntry.${name}`,
      ),
    );
  });
});
