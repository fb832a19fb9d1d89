import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { sarif } from './sarif.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

// The schema of SARIF 2.1.0 as its authors published it, in the package that carries it as data.
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
// It says draft 4, of which it uses nothing that draft 7 does not have besides the key `id`.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
// One of its patterns is no regular expression by Unicode's stricter rules.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

function problemsOf(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

const hostile = '\u0000\ud800 a b%:?#[]@!$&\'()*+,;="<>\\^`{|}ö';

test.each([
  ['one of everything', fullReport()],
  ['nothing at all', sampleReport({ outcomes: [], skills: [] })],
  [
    'hostile text in every place',
    sampleReport({
      outcomes: [
        sampleOutcome({ skill: 'x:y', outcome: 'error', project: hostile, reason: hostile }),
      ],
      findings: [
        sampleFinding({
          project: hostile,
          file: hostile,
          message: hostile,
          expected: hostile,
          actual: hostile,
          why: hostile,
          docs: hostile,
          skill: 'a:b',
        }),
        sampleFinding({ file: '', docs: 'https://', skill: 'c:d' }),
        sampleFinding({ docs: 'https://example.com/ö ä?x=[1]', skill: 'e:f' }),
      ],
    }),
  ],
])('%s is valid SARIF 2.1.0', (_, report) => {
  expect(problemsOf(JSON.parse(sarif.render(report, { colour: false, width: 80 })))).toEqual([]);
});

test('the schema is looked at: a wrong level and an unknown key are seen', () => {
  const text = sarif.render(fullReport(), { colour: false, width: 80 });
  const wrong: unknown = JSON.parse(
    text.replace('"level": "error"', '"level": "fatal"').replace('"columnKind"', '"columns"'),
  );
  expect(problemsOf(wrong)).toContain('/runs/0 must NOT have additional properties');
  expect(problemsOf(wrong)).toContain(
    '/runs/0/tool/driver/rules/0/defaultConfiguration/level must be equal to one of the allowed values',
  );
});
