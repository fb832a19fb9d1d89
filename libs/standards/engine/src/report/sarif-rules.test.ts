import { expect, test } from 'vitest';
import { rulesOf } from './sarif-rules.ts';
import {
  fileProtocol,
  layering,
  sampleFinding,
  sampleOutcome,
  sampleReport,
} from './testing/sample-report.ts';

test('a page that is a path is told, and no helpUri; every reason is told once', () => {
  const skill = {
    ...layering,
    messages: {
      ...layering.messages,
      again: { text: 'x', why: 'Packages in a circle can only change together.' },
    },
  };
  expect(rulesOf(sampleReport({ skills: [skill] }))[1]).toEqual({
    id: 'deps:file-protocol-check',
    name: 'deps:file-protocol-check',
    shortDescription: { text: 'deps:file-protocol-check' },
    fullDescription: { text: 'deps:file-protocol-check' },
    defaultConfiguration: { level: 'error' },
    help: {
      text: 'deps:file-protocol-check',
      markdown:
        'deps:file-protocol-check\n\n`standards explain deps:file-protocol-check` shows the page; `standards fix deps:file-protocol-check` shows the patch, where there is one.',
    },
    properties: { tags: ['standards', 'deps'] },
  });
  const rule = rulesOf(sampleReport({ skills: [skill] }))[0];
  expect(rule).not.toHaveProperty('helpUri');
  expect(rule?.defaultConfiguration.level).toBe('warning');
  expect(rule?.help).toEqual({
    text: 'A project depends on its own layer or a lower one.\nA toolkit that knows a platform cannot be reused.\nPackages in a circle can only change together.\nPage: docs/standards/repo/layering-check.md',
    markdown:
      'A project depends on its own layer or a lower one.\n\n**Why**\n\n- A toolkit that knows a platform cannot be reused.\n- Packages in a circle can only change together.\n\nPage: `docs/standards/repo/layering-check.md`\n\n`standards explain repo:layering-check` shows the page; `standards fix repo:layering-check` shows the patch, where there is one.',
  });
});

test('a finding of a skill that did not run brings its own rule, once', () => {
  const report = sampleReport({
    skills: [],
    outcomes: [sampleOutcome({ skill: 'standards:read' })],
    findings: [
      sampleFinding({
        skill: 'standards:read',
        why: 'Because.',
        docs: 'read.md',
        mode: 'advisory',
      }),
      sampleFinding({ skill: 'standards:read', why: 'Otherwise.' }),
    ],
  });
  expect(rulesOf(report)).toEqual([
    {
      id: 'standards:read',
      name: 'standards:read',
      shortDescription: { text: 'standards:read' },
      fullDescription: { text: 'Because.' },
      defaultConfiguration: { level: 'note' },
      help: {
        text: 'Because.\nPage: read.md',
        markdown:
          'Because.\n\nPage: `read.md`\n\n`standards explain standards:read` shows the page; `standards fix standards:read` shows the patch, where there is one.',
      },
      properties: { tags: ['standards'] },
    },
  ]);
});

test('texts are cut where GitHub would refuse them', () => {
  const skill = { ...fileProtocol, title: 't'.repeat(1025), description: 'd'.repeat(1025) };
  const rule = rulesOf(sampleReport({ skills: [skill] }))[0];
  expect(rule?.name).toBe(`${'t'.repeat(254)}…`);
  expect(rule?.shortDescription.text).toBe(`${'t'.repeat(1023)}…`);
  expect(rule?.fullDescription.text).toBe(`${'d'.repeat(1023)}…`);
  const fits = { ...fileProtocol, title: 't'.repeat(255), description: 'd'.repeat(1024) };
  expect(rulesOf(sampleReport({ skills: [fits] }))[0]?.name).toBe('t'.repeat(255));
  expect(rulesOf(sampleReport({ skills: [fits] }))[0]?.fullDescription.text).toBe('d'.repeat(1024));
});

test.each([
  ['https://example.com/ä b', 'https://example.com/%C3%A4%20b'],
  ['http://example.com', 'http://example.com/'],
  ['https://example.com:8443/a?b=[1]#{c}', 'https://example.com:8443/a?b=%5B1%5D#%7Bc%7D'],
  ['https://', undefined],
  ['docs/https://example.com', undefined],
  ['javascript:alert(1)', undefined],
])('the page %s has the helpUri %s', (docs, helpUri) => {
  const rule = rulesOf(sampleReport({ skills: [{ ...fileProtocol, docs }] }))[0];
  expect(rule?.helpUri).toBe(helpUri);
});
