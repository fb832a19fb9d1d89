import { expect, test } from 'vitest';
import { markdown, renderMarkdown } from './markdown.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

const look = { colour: true, width: 20 };

test('one of everything', () => {
  expect(markdown.render(fullReport(), look)).toBe(`\
## Standards: crashed

Crashed: 1 check broke off, so this result is incomplete. Besides, there is 1 enforced finding.

2 projects read by \`pnpm\`, 2 skills.

- \`standards explain 00112233445566778899\` says why this is a finding and what is right
- \`standards fix deps:file-protocol-check\` shows the patch; --write applies it
- \`standards baseline --prune\` drops 1 entry that is not found any more

### Scorecard

| project | \`deps:file-protocol-check\` | \`repo:layering-check\` | \`acme:naming-check\` |
| --- | --- | --- | --- |
| \`@acme/a\` | ❌ 1 | ⚠️ 1 |  |
| \`@acme/b\` | ➖ | ❔ | 💥 1 |

✅ passed · ❌ failed · ⚠️ warned · 💡 advised · ➖ nothing to check · ❔ not supported · 🚫 unreadable · 💥 crashed

### Not checked

- \`acme:naming-check\` 💥 crashed on &#64;acme/b: TypeError: Cannot read properties of undefined (reading 'x')
- \`repo:layering-check\` ❔ is not supported on &#64;acme/b: Its sources are not TypeScript.

### ❌ enforced: Dependencies by path

\`deps:file-protocol-check\`, [page](https://acme.example/standards/deps/file-protocol-check)

- \`libs/a/package.json:12\` in \`@acme/a\`: **dependencies.&#64;acme/b points at file:../b**
  - expected: \`workspace:*\`
  - actual: \`file:../b\`
  - \`standards explain 00112233445566778899\`, can be fixed
  - why: A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.

### ⚠️ warning: Layers

\`repo:layering-check\`, page: \`docs/standards/repo/layering-check.md\`

- \`libs/a/package.json:20\` in \`@acme/a\`: **&#64;acme/a depends on &#64;acme/app**
  - expected: \`a package of layer toolkit\`
  - actual: \`@acme/app of layer platform\`
  - \`standards explain aaaaaaaaaaaaaaaaaaaa\`
  - why: A toolkit that knows a platform cannot be reused.

### 💡 advisory: acme:naming-check

\`acme:naming-check\`, page: \`docs/standards/acme/naming-check.md\`

- \`libs/b/package.json:2\` in \`@acme/b\`: **the name is not lower case**
  - expected: \`@acme/b\`
  - actual: \`@acme/B\`
  - \`standards explain bbbbbbbbbbbbbbbbbbbb\`
  - why: Some file systems tell no difference.

### Baseline

- 1 finding accepted by \`standards.baseline.json\`
- no longer found: \`libs/b/package.json\` zod has two ranges
`);
});

test('a clean run is short', () => {
  expect(markdown.render(sampleReport({ skills: [] }), look)).toBe(`\
## Standards: passed

Passed: no enforced finding.

2 projects read by \`pnpm\`, 0 skills.

### Scorecard

| project | \`deps:file-protocol-check\` |
| --- | --- |
| \`@acme/a\` | ✅ |

✅ passed · ❌ failed · ⚠️ warned · 💡 advised · ➖ nothing to check · ❔ not supported · 🚫 unreadable · 💥 crashed
`);
});

test('findings of one skill and one mode stand under one heading, a reason once', () => {
  const report = sampleReport({
    findings: [
      sampleFinding({ skill: 'a:b' }),
      sampleFinding({ skill: 'c:d' }),
      sampleFinding({ skill: 'a:b', line: 13 }),
      sampleFinding({ skill: 'a:b', line: 14, mode: 'warn' }),
    ],
  });
  const lines = markdown.render(report, look).split('\n');
  expect(lines.filter((line) => line.startsWith('### '))).toEqual([
    '### Scorecard',
    '### ❌ enforced: a:b',
    '### ❌ enforced: c:d',
    '### ⚠️ warning: a:b',
  ]);
  expect(lines.filter((line) => line.startsWith('  - why: '))).toHaveLength(2);
});

test('text of the repository is text, and a page that is no clean address is no link', () => {
  const report = sampleReport({
    findings: [
      sampleFinding({
        message: '<img src=x> | [a](b) @team',
        expected: 'a`b',
        actual: 'one\n| two',
        docs: 'https://x.example/a) [evil](https://evil.example',
        skill: 'a:b',
      }),
    ],
  });
  const lines = markdown.render(report, look).split('\n');
  expect(lines).toContain(
    '- `libs/a/package.json:12` in `@acme/a`: **&lt;img src=x&gt; &#124; \\[a\\](b) &#64;team**',
  );
  expect(lines).toContain('  - expected: ``a`b``');
  expect(lines).toContain('  - actual: `one`<br>`| two`');
  expect(lines).toContain('`a:b`, page: `https://x.example/a) [evil](https://evil.example`');
});

test('what the change adds to the baseline is named', () => {
  const entry = { fingerprint: 'x', skill: 'a:b', project: 'p', file: 'f', message: 'm|n' };
  const baseline = { file: 'b.json', accepted: 0, added: [entry], gone: [] };
  expect(markdown.render(sampleReport({ baseline }), look).split('\n').slice(-4)).toEqual([
    '### Baseline',
    '',
    '- added by this change, so not accepted yet: `f` m&#124;n',
    '',
  ]);
});

test('a baseline with nothing to say is not mentioned', () => {
  const baseline = { file: 'b.json', accepted: 0, added: [], gone: [] };
  expect(markdown.render(sampleReport({ baseline }), look)).not.toContain('Baseline');
});

test('many projects with one reason are named up to five', () => {
  const outcomes = ['a', 'b', 'c', 'd', 'e', 'f'].map((project) =>
    sampleOutcome({ project, outcome: 'not-supported', reason: 'No graph.' }),
  );
  expect(markdown.render(sampleReport({ outcomes }), look)).toContain(
    '\n### Not checked\n\n- `deps:file-protocol-check` ❔ is not supported on a, b, c, d, e and 1 more project: No graph.\n',
  );
});

test('where it does not fit it is cut between findings, the strongest first, and says so', () => {
  const report = sampleReport({
    findings: [
      sampleFinding({ mode: 'advisory', message: 'weak' }),
      sampleFinding({ message: 'strong' }),
      sampleFinding({ mode: 'warn', message: 'middle' }),
    ],
  });
  const whole = renderMarkdown(report, 1_000_000);
  const upToWeak = whole.slice(0, whole.indexOf('\n### 💡'));
  const size = Buffer.byteLength(upToWeak) + 200;
  const cut =
    '\n\n**Cut off here:** 0 projects and 1 finding more would not fit into a job summary; the json format has all.\n';
  expect(renderMarkdown(report, size)).toBe(upToWeak + cut);
  expect(renderMarkdown(report, Buffer.byteLength(whole) + 199)).toBe(upToWeak + cut);
  expect(renderMarkdown(report, Buffer.byteLength(whole) + 200)).toBe(whole);
  const upToMiddle = whole.slice(0, whole.indexOf('\n### ⚠️'));
  expect(renderMarkdown(report, size - 1)).toBe(
    upToMiddle + cut.replace('1 finding ', '2 findings '),
  );
});

test('a summary of very many findings stays under the limit of GitHub', () => {
  const outcomes = Array.from({ length: 5000 }, (_, index) =>
    sampleOutcome({ project: `@größe/projekt-${index}`, outcome: 'fail' }),
  );
  const findings = outcomes.map(({ project }) => sampleFinding({ project }));
  const text = markdown.render(sampleReport({ outcomes, findings }), look);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(890_000);
  expect(text).toMatch(/\*\*Cut off here:\*\* 0 projects and \d+ findings more would not fit/);
});

test('projects that do not fit are counted too', () => {
  const outcomes = [sampleOutcome({ project: 'a' }), sampleOutcome({ project: 'b' })];
  const report = sampleReport({ outcomes, skills: [] });
  const whole = renderMarkdown(report);
  const upToB = whole.slice(0, whole.indexOf('| `b`'));
  expect(renderMarkdown(report, Buffer.byteLength(upToB) + 200)).toBe(
    `${upToB}\n\n**Cut off here:** 1 project and 0 findings more would not fit into a job summary; the json format has all.\n`,
  );
});
