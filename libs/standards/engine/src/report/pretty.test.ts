import { expect, test } from 'vitest';
import { pretty } from './pretty.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

const look = { colour: false, width: 90 };

test('one of everything', () => {
  expect(pretty.render(fullReport(), look)).toBe(`\
/home/dev/acme  pnpm workspace, 2 projects, 2 skills

@acme/a
  deps:file-protocol-check  Dependencies by path
    ✗ enforced  libs/a/package.json:12
      dependencies.@acme/b points at file:../b
      expected  workspace:*
      actual    file:../b
      why       A path exists on the machine that wrote it, so an install elsewhere breaks
                or takes other code.
      page      https://acme.example/standards/deps/file-protocol-check
      finding   00112233445566778899, can be fixed
  repo:layering-check  Layers
    ▲ warning  libs/a/package.json:20
      @acme/a depends on @acme/app
      expected  a package of layer toolkit
      actual    @acme/app of layer platform
      why       A toolkit that knows a platform cannot be reused.
      page      docs/standards/repo/layering-check.md
      finding   aaaaaaaaaaaaaaaaaaaa

@acme/b
  acme:naming-check
    ● advisory  libs/b/package.json:2
      the name is not lower case
      expected  @acme/b
      actual    @acme/B
      why       Some file systems tell no difference.
      page      docs/standards/acme/naming-check.md
      finding   bbbbbbbbbbbbbbbbbbbb

Not checked
  crashed  acme:naming-check on @acme/b
      TypeError: Cannot read properties of undefined (reading 'x')
  not supported  repo:layering-check on @acme/b
      Its sources are not TypeScript.

Baseline  standards.baseline.json
  1 finding accepted, not shown above
  1 entry not found any more:
    libs/b/package.json  zod has two ranges

skill                     pass  fail  n/a  unsupported  errored  verdict
deps:file-protocol-check     -     1    1            -        -  failed: 1 enforced and 1 accepted
repo:layering-check          -     1    -            1        -  warned: 1 warning and 1 not checked
acme:naming-check            -     -    -            -        1  crashed: 1 advisory and 1 not checked

  standards explain 00112233445566778899  says why this is a finding and what is right
  standards fix deps:file-protocol-check  shows the patch; --write applies it
  standards baseline --prune              drops 1 entry that is not found any more

Crashed: 1 check broke off, so this result is incomplete. Besides, there is 1 enforced
finding.
`);
});

test('a clean run is short', () => {
  expect(pretty.render(sampleReport(), look)).toBe(`\
/home/dev/acme  pnpm workspace, 2 projects, 2 skills

skill                     pass  fail  n/a  unsupported  errored  verdict
deps:file-protocol-check     1     -    -            -        -  passed
repo:layering-check          -     -    -            -        -  not run

Passed: no enforced finding.
`);
});

test('a single package is called so', () => {
  const workspace = { root: '/x', reader: 'single', projects: 1 } as const;
  expect(pretty.render(sampleReport({ workspace }), look).split('\n')[0]).toBe(
    '/x  single package, 1 project, 2 skills',
  );
});

test('why and page are told at the first of equal findings, over all projects', () => {
  const report = sampleReport({
    findings: [
      sampleFinding(),
      sampleFinding({ line: 13 }),
      sampleFinding({ project: '@acme/b' }),
      sampleFinding({ project: '@acme/b', why: 'Another reason.' }),
      sampleFinding({ project: '@acme/b', skill: 'a:b' }),
    ],
  });
  const lines = pretty.render(report, look).split('\n');
  expect(lines.filter((line) => line.startsWith('      why'))).toEqual([
    '      why       A path exists on the machine that wrote it, so an install elsewhere breaks',
    '      why       Another reason.',
    '      why       A path exists on the machine that wrote it, so an install elsewhere breaks',
  ]);
  expect(lines.filter((line) => line.startsWith('      page'))).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('  deps:'))).toHaveLength(2);
});

test('a value of many lines stays in its column', () => {
  const actual = 'a\n  imports b\n  imports a';
  const text = pretty.render(sampleReport({ findings: [sampleFinding({ actual })] }), look);
  expect(text).toContain(
    '      actual    a\n                  imports b\n                  imports a\n      why ',
  );
});

test('lines are wrapped to the width, paths and addresses never', () => {
  const message = 'one two three four five six seven eight nine';
  const file = `libs/${'deep/'.repeat(10)}package.json`;
  const lines = pretty
    .render(sampleReport({ findings: [sampleFinding({ message, file })] }), {
      colour: false,
      width: 40,
    })
    .split('\n');
  expect(lines.slice(4, 7)).toEqual([
    `    ✗ enforced  ${file}:12`,
    '      one two three four five six seven',
    '      eight nine',
  ]);
  expect(lines).toContain('      why       A path exists on the');
  expect(lines.slice(-3)).toEqual([
    'Failed: 1 enforced finding must be',
    'mended or accepted.',
    '',
  ]);
});

test('what the baseline accepts is counted alone', () => {
  const baseline = { file: 'standards.baseline.json', accepted: 2, added: [], gone: [] };
  const findings = [sampleFinding({ accepted: true }), sampleFinding({ accepted: true })];
  const text = pretty.render(sampleReport({ findings, baseline }), look);
  expect(text).not.toContain('✗');
  expect(text).toContain(
    '\nBaseline  standards.baseline.json\n  2 findings accepted, not shown above\n\n',
  );
  expect(text).toContain('passed: 2 accepted\n');
});

test('a baseline with nothing to say is not mentioned', () => {
  const baseline = { file: 'standards.baseline.json', accepted: 0, added: [], gone: [] };
  expect(pretty.render(sampleReport({ baseline }), look)).toBe(pretty.render(sampleReport(), look));
});

test('entries that were added or are gone are named, up to twenty of each', () => {
  const entries = Array.from({ length: 22 }, (_, index) => ({
    fingerprint: 'x',
    skill: 'a:b',
    project: 'p',
    file: `f${index + 1}`,
    message: 'm\u001b',
  }));
  const baseline = { file: 'b.json', accepted: 0, added: entries.slice(0, 20), gone: entries };
  const lines = pretty.render(sampleReport({ baseline }), look).split('\n');
  const start = lines.indexOf('Baseline  b.json');
  expect(lines[start + 1]).toBe('  20 entries added by this change, so they accept nothing yet:');
  expect(lines[start + 2]).toBe('    f1  m\\u001b');
  expect(lines[start + 21]).toBe('    f20  m\\u001b');
  expect(lines[start + 22]).toBe('  22 entries not found any more:');
  expect(lines[start + 42]).toBe('    f20  m\\u001b');
  expect(lines[start + 43]).toBe('    and 2 more');
  expect(lines[start + 44]).toBe('');
});

test('many projects with one reason are one entry', () => {
  const outcomes = ['a', 'b', 'c', 'd'].map((project) =>
    sampleOutcome({ project, outcome: 'not-supported', reason: 'No graph.' }),
  );
  expect(pretty.render(sampleReport({ outcomes }), look)).toContain(
    '\nNot checked\n  not supported  deps:file-protocol-check on a, b, c and 1 more project\n      No graph.\n\n',
  );
});

test('colours: gravity, headings, and quiet labels', () => {
  const text = pretty.render(fullReport(), { colour: true, width: 90 });
  expect(text.split('\n').slice(0, 8)).toEqual([
    '\u001b[1m/home/dev/acme\u001b[22m  \u001b[2mpnpm workspace, 2 projects, 2 skills\u001b[22m',
    '',
    '\u001b[1m@acme/a\u001b[22m',
    '  deps:file-protocol-check  \u001b[2mDependencies by path\u001b[22m',
    '    \u001b[31m✗ enforced\u001b[39m  libs/a/package.json:12',
    '      \u001b[1mdependencies.@acme/b points at file:../b\u001b[22m',
    '      \u001b[2mexpected\u001b[22m  \u001b[32mworkspace:*\u001b[39m',
    '      \u001b[2mactual  \u001b[22m  \u001b[31mfile:../b\u001b[39m',
  ]);
  expect(text).toContain('    \u001b[33m▲ warning\u001b[39m  libs/a/package.json:20');
  expect(text).toContain('    \u001b[36m● advisory\u001b[39m  libs/b/package.json:2');
  expect(text).toContain('\u001b[1mNot checked\u001b[22m\n  \u001b[31mcrashed\u001b[39m  acme');
  expect(text).toContain('\n  \u001b[33mnot supported\u001b[39m  repo');
  expect(text).toContain('\u001b[1mBaseline\u001b[22m  \u001b[2mstandards.baseline.json\u001b[22m');
  expect(text).toContain(
    '\u001b[2mfinding \u001b[22m  \u001b[2m00112233445566778899, can be fixed',
  );
  expect(text).toContain('\n                or takes other code.\n');
  expect(text).toContain('  \u001b[2mshows the patch; --write applies it\u001b[22m\n');
  expect(text).toContain('\n  acme:naming-check\n');
  expect(text).toContain('\u001b[31mCrashed: ');
});

test.each([
  ['32', {}],
  ['31', { findings: [sampleFinding()] }],
  ['31', { exitCode: 2 as const }],
  ['33', { outcomes: [] }],
])('the verdict has the colour %s', (colour, given) => {
  const last = pretty.render(sampleReport(given), { colour: true, width: 90 }).split('\n').at(-2);
  expect(last?.startsWith(`\u001b[${colour}m`)).toBe(true);
});
