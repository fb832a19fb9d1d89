import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Report } from './report.ts';
import { githubLimits, renderSarif, sarif } from './sarif.ts';
import { fullReport, sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly {
      readonly message: { readonly text: string };
    }[];
  }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly suppressions?: readonly object[];
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
  }[];
}

function runOf(report: Report, limits = githubLimits): Run {
  return JSON.parse(renderSarif(report, limits)).runs[0];
}

function messagesOf(run: Run): string[] {
  return run.results.map((result) => result.message.text.split('.\n')[0] ?? '');
}

function notificationsOf(run: Run): string[] {
  return (run.invocations[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text);
}

test('a whole log', () => {
  const report = sampleReport({
    findings: [sampleFinding()],
    skills: sampleReport().skills.slice(0, 1),
  });
  expect(JSON.parse(sarif.render(report, { colour: false, width: 80 }))).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'standards',
            rules: [
              {
                id: 'deps:file-protocol-check',
                name: 'Dependencies by path',
                shortDescription: { text: 'Dependencies by path' },
                fullDescription: {
                  text: 'A dependency names a version or the workspace, never a path, an archive or a git address.',
                },
                defaultConfiguration: { level: 'error' },
                helpUri: 'https://acme.example/standards/deps/file-protocol-check',
                help: {
                  text: 'A dependency names a version or the workspace, never a path, an archive or a git address.\nA path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.\nPage: https://acme.example/standards/deps/file-protocol-check',
                  markdown:
                    'A dependency names a version or the workspace, never a path, an archive or a git address.\n\n**Why**\n\n- A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.\n\n[Page](https://acme.example/standards/deps/file-protocol-check)\n\n`standards explain deps:file-protocol-check` shows the page; `standards fix deps:file-protocol-check` shows the patch, where there is one.',
                },
                properties: { tags: ['standards', 'deps'] },
              },
            ],
          },
        },
        invocations: [{ executionSuccessful: true, exitCode: 1, toolExecutionNotifications: [] }],
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'deps:file-protocol-check',
            ruleIndex: 0,
            level: 'error',
            message: {
              text: 'dependencies.@acme/b points at file:../b.\nExpected: workspace:*\nActual: file:../b\nWhy: A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.',
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'libs/a/package.json', uriBaseId: 'SRCROOT' },
                  region: { startLine: 12, startColumn: 1 },
                },
                logicalLocations: [{ name: '@acme/a', kind: 'module' }],
              },
            ],
            partialFingerprints: {
              primaryLocationLineHash: '00112233445566778899',
              'standardsFingerprint/v1': '00112233445566778899',
            },
            properties: { mode: 'enforce', project: '@acme/a', fixable: true },
          },
        ],
      },
    ],
  });
});

test('strongest first, each with the index of its rule, a crash among the notifications', () => {
  const run = runOf(fullReport());
  expect(run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['deps:file-protocol-check', 0, 'error'],
    ['repo:layering-check', 1, 'warning'],
    ['acme:naming-check', 2, 'note'],
    ['deps:file-protocol-check', 0, 'note'],
  ]);
  expect(run.tool.driver.rules.map((rule) => rule.id)).toEqual([
    'deps:file-protocol-check',
    'repo:layering-check',
    'acme:naming-check',
  ]);
  expect(run.invocations).toEqual([
    {
      executionSuccessful: false,
      exitCode: 3,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: {
            text: "acme:naming-check crashed on @acme/b: TypeError: Cannot read properties of undefined (reading 'x')",
          },
          associatedRule: { id: 'acme:naming-check', index: 2 },
        },
      ],
    },
  ]);
});

test('what the baseline accepts is suppressed, and every other result says that it is not', () => {
  expect(runOf(fullReport()).results.map((result) => result.suppressions)).toEqual([
    [],
    [],
    [],
    [
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Accepted in standards.baseline.json.',
      },
    ],
  ]);
});

test.each<[string, boolean, Partial<Report>]>([
  ['findings', true, { findings: [sampleFinding()] }],
  ['bad use', false, { exitCode: 2 }],
  ['a crash of the run', false, { exitCode: 3 }],
  ['a crash', false, { outcomes: [sampleOutcome({ outcome: 'error' })], exitCode: 0 }],
])('%s: execution successful is %s', (_, successful, given) => {
  expect(runOf(sampleReport(given)).invocations[0]?.executionSuccessful).toBe(successful);
});

test('a crash without a reason says so', () => {
  const outcomes = [sampleOutcome({ outcome: 'error' })];
  expect(notificationsOf(runOf(sampleReport({ outcomes })))).toEqual([
    'deps:file-protocol-check crashed on @acme/a: no reason was given',
  ]);
});

test.each([
  ['libs/a b/ü.json', 'libs/a%20b/%C3%BC.json'],
  ['a%2e/c:d?e#f', 'a%252e/c%3Ad%3Fe%23f'],
  ['a\ud800.json', 'a%EF%BF%BD.json'],
  ['', '.'],
])('the file %j is the address %s', (file, uri) => {
  const run = runOf(sampleReport({ findings: [sampleFinding({ file })] }));
  expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
});

test.each([
  ['no end', 'no end.'],
  ['a full stop.', 'a full stop.'],
  ['a question?', 'a question?'],
  ['a shout!', 'a shout!'],
  ['[click](https://evil.example)', '[click] (https://evil.example).'],
  ['\u001b[31m', '\\u001b[31m.'],
])('the message %j', (message, text) => {
  const run = runOf(sampleReport({ findings: [sampleFinding({ message })] }));
  expect(run.results[0]?.message.text.split('\n')[0]).toBe(text);
});

test('a value of many lines keeps its lines', () => {
  const run = runOf(sampleReport({ findings: [sampleFinding({ actual: 'a\n  b' })] }));
  expect(run.results[0]?.message.text).toContain('\nActual: a\n  b\nWhy: ');
});

describe('limits', () => {
  const findings = [
    sampleFinding({ message: 'weak', mode: 'advisory' }),
    sampleFinding({ message: 'accepted', accepted: true }),
    sampleFinding({ message: 'strong' }),
    sampleFinding({ message: 'middle', mode: 'warn' }),
  ];

  test("are GitHub's", () => {
    expect(githubLimits).toEqual({
      results: 25_000,
      notifications: 1000,
      textLength: 4000,
      bytes: 10_000_000,
    });
  });

  test('the strongest are kept, and a notification counts the others', () => {
    const run = runOf(sampleReport({ findings }), { ...githubLimits, results: 2 });
    expect(messagesOf(run)).toEqual(['strong', 'middle']);
    expect(run.invocations[0]?.toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: {
          text: '2 findings of 4 left out, the least grave ones, because code scanning takes no more; the json format has all of them.',
        },
      },
    ]);
  });

  test('exactly as many as are taken leave none out', () => {
    const run = runOf(sampleReport({ findings }), { ...githubLimits, results: 4 });
    expect(messagesOf(run)).toEqual(['strong', 'middle', 'weak', 'accepted']);
    expect(notificationsOf(run)).toEqual([]);
  });

  test('crashes are told up to a number', () => {
    const outcomes = ['a', 'b', 'c'].map((project) => sampleOutcome({ project, outcome: 'error' }));
    const run = runOf(sampleReport({ outcomes }), { ...githubLimits, notifications: 2 });
    expect(notificationsOf(run)).toEqual([
      'deps:file-protocol-check crashed on a: no reason was given',
      'deps:file-protocol-check crashed on b: no reason was given',
    ]);
  });

  test('a text that is too long is cut', () => {
    const limits = { ...githubLimits, textLength: 5 };
    const run = runOf(
      sampleReport({ findings: [sampleFinding({ message: '123456', expected: '12345' })] }),
      limits,
    );
    expect(run.results[0]?.message.text.startsWith('1234…\nExpected: 12345\n')).toBe(true);
  });

  test('what is too large after gzip loses its weakest until it fits', () => {
    const noisy = Array.from({ length: 40 }, (_, index) =>
      sampleFinding({
        message: `${index} ${randomBytes(500).toString('hex')}`,
        mode: index % 2 === 0 ? 'enforce' : 'warn',
      }),
    );
    const limits = { ...githubLimits, bytes: 15_000 };
    const text = renderSarif(sampleReport({ findings: noisy }), limits);
    expect(gzipSync(text).length).toBeLessThanOrEqual(15_000);
    const run = runOf(sampleReport({ findings: noisy }), limits);
    expect(run.results.length).toBeGreaterThan(15);
    expect(run.results.slice(0, 15).every((result) => result.level === 'error')).toBe(true);
    expect(notificationsOf(run)[0]).toContain(`${40 - run.results.length} findings of 40 left out`);
  });

  test('a limit that nothing meets leaves all results out and ends', () => {
    const run = runOf(sampleReport({ findings }), { ...githubLimits, bytes: 1 });
    expect(run.results).toEqual([]);
    expect(notificationsOf(run)).toHaveLength(1);
  });

  test("more than GitHub's number of results", () => {
    const many = Array.from({ length: 25_001 }, () => sampleFinding());
    const run = runOf(sampleReport({ findings: many }));
    expect(run.results).toHaveLength(25_000);
    expect(notificationsOf(run)[0]).toContain('1 finding of 25001 left out');
  });
});
