import { expect, test } from 'vitest';
import { StandardsError } from '../errors.ts';
import { findFormat, formats } from './formats.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

test('the formats there are, the default first', () => {
  expect(formats.map(({ name, description }) => `${name}: ${description}`)).toEqual([
    'pretty: findings and scorecard for a person',
    'json: the whole report for programs, as report.schema.json describes it',
    "sarif: SARIF 2.1.0 for code scanning, within GitHub's limits",
    'junit: JUnit XML: a suite for each project, a test for each skill',
    'markdown: scorecard and findings for a job summary',
    'github: annotations in GitHub Actions',
    "agent: compact text for a language model's context",
  ]);
});

test('a format is found by its name', () => {
  expect(findFormat('sarif').name).toBe('sarif');
});

test.each([
  [
    'sarf',
    'There is no report format "sarf". Did you mean "sarif"? Formats: pretty, json, sarif, junit, markdown, github, agent.',
  ],
  [
    'csv',
    'There is no report format "csv". Formats: pretty, json, sarif, junit, markdown, github, agent.',
  ],
])('%s is refused', (name, message) => {
  expect(() => findFormat(name)).toThrow(new StandardsError('UNKNOWN_FORMAT', message));
  try {
    findFormat(name);
  } catch (error) {
    expect(error).toHaveProperty('code', 'UNKNOWN_FORMAT');
  }
});

const look = { colour: false, width: 80 };
const hostile = '\u001b[2J\u202e\u0000\n::error::x ##[add-path]y';
const hostileReport = sampleReport({
  outcomes: [
    sampleOutcome({ project: hostile, outcome: 'error', reason: hostile }),
    sampleOutcome({ project: hostile, skill: 'a:b', outcome: 'not-supported', reason: hostile }),
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
    }),
    sampleFinding({ skill: 'x:unknown', project: hostile, message: hostile, docs: hostile }),
  ],
  baseline: {
    file: hostile,
    accepted: 0,
    added: [{ fingerprint: 'a', skill: 'x:y', project: hostile, file: hostile, message: hostile }],
    gone: [{ fingerprint: 'a', skill: 'x:y', project: hostile, file: hostile, message: hostile }],
  },
  workspace: { root: hostile, reader: 'npm', projects: 1 },
});

test.each(formats.filter((format) => format.name !== 'json'))(
  '$name: text of the repository can neither move the cursor nor give commands',
  ({ name, render }) => {
    const text = render(hostileReport, look);
    // eslint-disable-next-line no-control-regex -- control characters are what this looks for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).not.toContain('##[');
    const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'));
    expect(commands.every((line) => /^::error (file|title)=/.test(line))).toBe(true);
    expect(commands).toHaveLength(name === 'github' ? 3 : 0);
  },
);

test.each(formats)('$name: the same report gives the same text', ({ render }) => {
  expect(render(fullReport(), look)).toBe(render(fullReport(), look));
});

test.each(formats)(
  '$name: an empty report has no blank text and ends its last line',
  ({ render }) => {
    const text = render(sampleReport({ outcomes: [], skills: [] }), look);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.trim().length).toBeGreaterThan(20);
  },
);
