import { expect, test } from 'vitest';
import { scorecardMarkdown } from './markdown-scorecard.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

const head = '\n### Scorecard\n\n| project | `deps:file-protocol-check` |\n| --- | --- |\n';
const legend =
  '\n✅ passed · ❌ failed · ⚠️ warned · 💡 advised · ➖ nothing to check · ❔ not supported · 🚫 unreadable · 💥 crashed\n';

function rowsOf(count: number) {
  return Array.from({ length: count }, (_, index) => sampleOutcome({ project: `p${index + 1}` }));
}

test('projects by skills', () => {
  expect(
    scorecardMarkdown(fullReport())
      .map((row) => row.text)
      .join(''),
  ).toBe(`
### Scorecard

| project | \`deps:file-protocol-check\` | \`repo:layering-check\` | \`acme:naming-check\` |
| --- | --- | --- | --- |
| \`@acme/a\` | ❌ 1 | ⚠️ 1 |  |
| \`@acme/b\` | ➖ | ❔ | 💥 1 |
${legend}`);
});

test('up to thirty projects all are shown', () => {
  const rows = scorecardMarkdown(sampleReport({ outcomes: rowsOf(30), skills: [] }));
  expect(rows).toHaveLength(32);
  expect(rows[0]).toEqual({ isProject: false, text: head });
  expect(rows[1]).toEqual({ isProject: true, text: '| `p1` | ✅ |\n' });
  expect(rows[30]).toEqual({ isProject: true, text: '| `p30` | ✅ |\n' });
  expect(rows[31]).toEqual({ isProject: false, text: legend });
});

test('of more than thirty only those are shown that somebody should look at', () => {
  const outcomes = [
    ...rowsOf(28),
    sampleOutcome({ project: 'nothing', outcome: 'not-applicable' }),
    sampleOutcome({ project: 'known', outcome: 'fail' }),
    sampleOutcome({ project: 'failed', outcome: 'fail' }),
    sampleOutcome({ project: 'advised', outcome: 'fail' }),
    sampleOutcome({ project: 'unsupported', outcome: 'not-supported' }),
  ];
  const findings = [
    sampleFinding({ project: 'failed' }),
    sampleFinding({ project: 'failed', mode: 'warn' }),
    sampleFinding({ project: 'failed', mode: 'advisory' }),
    sampleFinding({ project: 'advised', mode: 'advisory' }),
    sampleFinding({ project: 'known', accepted: true }),
  ];
  const report = sampleReport({ outcomes, findings, skills: [] });
  expect(scorecardMarkdown(report).map((row) => row.text)).toEqual([
    head,
    '| `failed` | ❌ 3 |\n',
    '| `advised` | 💡 1 |\n',
    '| `unsupported` | ❔ |\n',
    legend,
    '\n30 projects of 33 not shown: there, every check passed or had nothing to check.\n',
  ]);
});

test('where all of many projects passed there is no table', () => {
  expect(scorecardMarkdown(sampleReport({ outcomes: rowsOf(31), skills: [] }))).toEqual([
    {
      isProject: false,
      text: '\n31 projects of 31 not shown: there, every check passed or had nothing to check.\n',
    },
  ]);
});

test('without projects or without skills there is no table', () => {
  expect(scorecardMarkdown(sampleReport({ outcomes: [] }))).toEqual([]);
  expect(scorecardMarkdown(sampleReport({ outcomes: [], skills: [] }))).toEqual([]);
});

test('a name cannot end its cell', () => {
  const outcomes = [sampleOutcome({ project: 'a|b`\n', skill: 'x:y|z' })];
  expect(scorecardMarkdown(sampleReport({ outcomes, skills: [] })).map((row) => row.text)).toEqual([
    '\n### Scorecard\n\n| project | `x:y\\|z` |\n| --- | --- |\n',
    '| ``a\\|b`\\n`` | ✅ |\n',
    legend,
  ]);
});
