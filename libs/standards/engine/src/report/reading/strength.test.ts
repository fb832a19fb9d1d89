import { expect, test } from 'vitest';
import { sampleFinding } from '../testing/sample-report.ts';
import { levelOf, levelOfMode, strengthOf, strongestFirst } from './strength.ts';

test.each([
  ['enforce', 'error', 4],
  ['warn', 'warning', 3],
  ['advisory', 'note', 2],
  ['off', 'note', 1],
] as const)('%s is %s', (mode, level, strength) => {
  expect(levelOfMode(mode)).toBe(level);
  expect(levelOf({ mode, accepted: false })).toBe(level);
  expect(strengthOf({ mode, accepted: false })).toBe(strength);
});

test('an accepted finding is a note and the weakest, whatever its mode', () => {
  expect(levelOf({ mode: 'enforce', accepted: true })).toBe('note');
  expect(strengthOf({ mode: 'enforce', accepted: true })).toBe(0);
});

test('strongest first, equals in their order, and the list that was given stays as it was', () => {
  const findings = [
    sampleFinding({ fingerprint: 'accepted', accepted: true }),
    sampleFinding({ fingerprint: 'advisory', mode: 'advisory' }),
    sampleFinding({ fingerprint: 'enforce 1' }),
    sampleFinding({ fingerprint: 'warn', mode: 'warn' }),
    sampleFinding({ fingerprint: 'enforce 2' }),
  ];
  expect(strongestFirst(findings).map((finding) => finding.fingerprint)).toEqual([
    'enforce 1',
    'enforce 2',
    'warn',
    'advisory',
    'accepted',
  ]);
  expect(findings[0]?.fingerprint).toBe('accepted');
});
