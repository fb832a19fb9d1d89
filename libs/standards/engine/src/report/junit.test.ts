import { expect, test } from 'vitest';
import { junit } from './junit.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

const look = { colour: false, width: 80 };

test('one of everything', () => {
  expect(junit.render(fullReport(), look)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="standards" tests="5" failures="1" errors="1" skipped="2" time="0.002500">
  <testsuite name="@acme/a" tests="2" failures="1" errors="0" skipped="0" time="0.001750">
    <testcase classname="@acme/a" name="deps:file-protocol-check" time="0.001500" file="libs/a/package.json" line="12">
      <failure message="dependencies.@acme/b points at file:../b" type="enforce">[enforce] libs/a/package.json:12
dependencies.@acme/b points at file:../b
expected: workspace:*
actual: file:../b
why: A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.
page: https://acme.example/standards/deps/file-protocol-check
standards explain 00112233445566778899</failure>
      <system-out>[accepted] libs/a/package.json:14
dependencies.@acme/b points at file:../b
expected: workspace:*
actual: file:../b
why: A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.
page: https://acme.example/standards/deps/file-protocol-check
standards explain cccccccccccccccccccc</system-out>
    </testcase>
    <testcase classname="@acme/a" name="repo:layering-check" time="0.000250">
      <system-out>[warn] libs/a/package.json:20
@acme/a depends on @acme/app
expected: a package of layer toolkit
actual: @acme/app of layer platform
why: A toolkit that knows a platform cannot be reused.
page: docs/standards/repo/layering-check.md
standards explain aaaaaaaaaaaaaaaaaaaa</system-out>
    </testcase>
  </testsuite>
  <testsuite name="@acme/b" tests="3" failures="0" errors="1" skipped="2" time="0.000750">
    <testcase classname="@acme/b" name="deps:file-protocol-check" time="0.000250">
      <skipped message="not-applicable: It has no dependencies."/>
    </testcase>
    <testcase classname="@acme/b" name="repo:layering-check" time="0.000250">
      <skipped message="not-supported: Its sources are not TypeScript."/>
    </testcase>
    <testcase classname="@acme/b" name="acme:naming-check" time="0.000250">
      <error message="TypeError: Cannot read properties of undefined (reading &apos;x&apos;)" type="crash"/>
      <system-out>[advisory] libs/b/package.json:2
the name is not lower case
expected: @acme/b
actual: @acme/B
why: Some file systems tell no difference.
page: docs/standards/acme/naming-check.md
standards explain bbbbbbbbbbbbbbbbbbbb</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('a test that passed says no more than that', () => {
  expect(junit.render(sampleReport(), look).split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="standards" tests="1" failures="0" errors="0" skipped="0" time="0.000250">',
    '  <testsuite name="@acme/a" tests="1" failures="0" errors="0" skipped="0" time="0.000250">',
    '    <testcase classname="@acme/a" name="deps:file-protocol-check" time="0.000250"/>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ]);
});

test('findings of one skill on one project are one failure', () => {
  const findings = [sampleFinding({ message: 'first' }), sampleFinding({ message: 'second' })];
  const text = junit.render(sampleReport({ findings }), look);
  expect(text).toContain('tests="1" failures="1"');
  expect(text).toContain('<failure message="2 findings, the first: first" type="enforce">');
  expect(text).toContain('\nstandards explain 00112233445566778899\n\n[enforce] ');
  expect(text.match(/<failure/g)).toHaveLength(1);
});

test('a finding without a row is a failed test all the same', () => {
  const text = junit.render(sampleReport({ outcomes: [], findings: [sampleFinding()] }), look);
  expect(text).toContain('<testsuites name="standards" tests="1" failures="1" errors="0"');
});

test('a check that reported before it said not-supported is not skipped', () => {
  const outcomes = [sampleOutcome({ outcome: 'not-supported', reason: 'Half of it.' })];
  const text = junit.render(sampleReport({ outcomes, findings: [sampleFinding()] }), look);
  expect(text).toContain('failures="1" errors="0" skipped="0"');
  expect(text).not.toContain('<skipped');
});

test('no reason given', () => {
  const outcomes = [
    sampleOutcome({ outcome: 'not-applicable' }),
    sampleOutcome({ project: 'b', outcome: 'error' }),
  ];
  const text = junit.render(sampleReport({ outcomes }), look);
  expect(text).toContain('<skipped message="not-applicable: no reason was given"/>');
  expect(text).toContain('<error message="no reason was given" type="crash"/>');
});

test('XML cannot be broken, not by markup and not by characters that XML cannot hold', () => {
  const hostile = `</failure>&<"'>\u0000\uffff\ud800`;
  const report = sampleReport({
    findings: [sampleFinding({ message: hostile, actual: `${hostile}\nsecond line` })],
  });
  const written = '&lt;/failure&gt;&amp;&lt;&quot;&apos;&gt;\\u0000\\uffff\\ud800';
  const text = junit.render(report, look);
  expect(text).toContain(`<failure message="${written}" type="enforce">`);
  expect(text).toContain(`actual: ${written}\nsecond line\n`);
});
