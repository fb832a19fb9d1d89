import { expect, test } from 'vitest';
import { github } from './github.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

const look = { colour: false, width: 80 };

test('crashes, then findings by gravity, then the verdict; the baseline is not shown again', () => {
  expect(github.render(fullReport(), look).split('\n')).toEqual([
    "::error title=acme%3Anaming-check crashed::acme:naming-check crashed, and therefore did not check @acme/b: TypeError: Cannot read properties of undefined (reading 'x')",
    '::error file=libs/a/package.json,line=12,title=deps%3Afile-protocol-check::dependencies.@acme/b points at file:../b%0AExpected: workspace:*%0AActual: file:../b%0AWhy: A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.%0APage: https://acme.example/standards/deps/file-protocol-check%0AMore: standards explain 00112233445566778899%0AFix: standards fix deps:file-protocol-check',
    '::warning file=libs/a/package.json,line=20,title=repo%3Alayering-check::@acme/a depends on @acme/app%0AExpected: a package of layer toolkit%0AActual: @acme/app of layer platform%0AWhy: A toolkit that knows a platform cannot be reused.%0APage: docs/standards/repo/layering-check.md%0AMore: standards explain aaaaaaaaaaaaaaaaaaaa',
    '::notice file=libs/b/package.json,line=2,title=acme%3Anaming-check::the name is not lower case%0AExpected: @acme/b%0AActual: @acme/B%0AWhy: Some file systems tell no difference.%0APage: docs/standards/acme/naming-check.md%0AMore: standards explain bbbbbbbbbbbbbbbbbbbb',
    'standards: Crashed: 1 check broke off, so this result is incomplete. Besides, there is 1 enforced finding.',
    '',
  ]);
});

test('what GitHub takes for syntax is escaped, in properties more than in the message', () => {
  const finding = sampleFinding({
    file: 'a,b:c%/x\n.json',
    message: '100% : , \r\nnext',
    expected: '',
    actual: 'one\ntwo',
    why: '',
    docs: '',
    fixable: false,
  });
  expect(github.render(sampleReport({ findings: [finding] }), look).split('\n')[0]).toBe(
    '::error file=a%2Cb%3Ac%25/x\\n.json,line=12,title=deps%3Afile-protocol-check::100%25 : , %0Anext%0AExpected: %0AActual: one%0Atwo%0AWhy: %0APage: %0AMore: standards explain 00112233445566778899',
  );
});

test('a crash without a reason says so', () => {
  const outcomes = [sampleOutcome({ outcome: 'error' })];
  expect(github.render(sampleReport({ outcomes }), look).split('\n')[0]).toBe(
    '::error title=deps%3Afile-protocol-check crashed::deps:file-protocol-check crashed, and therefore did not check @acme/a: no reason was given',
  );
});

test('checks that an unreadable manifest kept from reading need no annotation beside its finding', () => {
  const outcomes = [
    sampleOutcome({
      outcome: 'error',
      reason: 'The manifest could not be read (see standards:read).',
    }),
  ];
  expect(github.render(sampleReport({ outcomes, exitCode: 1 }), look)).not.toContain('crashed');
});

test.each([
  ['enforce', 10, 0, 'Failed: 10 enforced findings must be mended or accepted.'],
  [
    'enforce',
    11,
    0,
    'Failed: 11 enforced findings must be mended or accepted. GitHub shows 10 annotations of a kind; all of them stand above.',
  ],
  ['warn', 10, 0, 'Passed: no enforced finding. Besides: 10 warnings.'],
  [
    'warn',
    11,
    0,
    'Passed: no enforced finding. Besides: 11 warnings. GitHub shows 10 annotations of a kind; all of them stand above.',
  ],
  [
    'enforce',
    10,
    1,
    'Crashed: 1 check broke off, so this result is incomplete. Besides, there are 10 enforced findings. GitHub shows 10 annotations of a kind; all of them stand above.',
  ],
] as const)('%s findings: %d, crashes: %d', (mode, findings, crashes, last) => {
  const report = sampleReport({
    findings: Array.from({ length: findings }, () => sampleFinding({ mode })),
    outcomes: [
      sampleOutcome(),
      ...Array.from({ length: crashes }, () => sampleOutcome({ outcome: 'error' })),
    ],
  });
  expect(github.render(report, look).split('\n').at(-2)).toBe(`standards: ${last}`);
});
