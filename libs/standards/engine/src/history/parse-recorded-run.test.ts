import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRun } from '../testing/test-run-history.ts';
import { formatRecordedRun } from './format-recorded-run.ts';
import { parseRecordedRun } from './parse-recorded-run.ts';

const line =
  '{"version":1,"id":"0b6f2c1e-0000-4000-8000-000000000001","startedAt":"2026-11-03T08:00:00.000Z","durationMs":2.5,"workspace":"acme","commit":null,"branch":null,"dirty":false,"ci":true,"door":"nx","pilot":false,"exitCode":0,"words":["a:b","p","No.","q"],"outcomes":[[0,1,3,2,0.5,2],[0,3,0,2,1]],"findings":[]}';
const facts = {
  durationMs: 2.5,
  workspace: 'acme',
  commit: null,
  branch: null,
  door: 'nx',
  exitCode: 0,
} as const;
const short = sampleRun({
  ...facts,
  outcomes: [
    {
      ...{ skill: 'a:b', project: 'p', outcome: 'not-supported', mode: 'warn' },
      ...{ durationMs: 0.5, reason: 'No.', findings: [] },
    },
    { skill: 'a:b', project: 'q', outcome: 'pass', mode: 'warn', durationMs: 1, findings: [] },
  ],
});

describe('formatRecordedRun', () => {
  it('writes each word once', () => {
    expect(formatRecordedRun(short)).toBe(line);
  });

  it('writes one line, whatever a word holds', () => {
    expect(formatRecordedRun(sampleRun({ branch: 'a\nb\r\u2028' }))).not.toContain('\n');
  });

  it('needs less than a fifth of plain JSON for a run over 300 projects', () => {
    const [first] = sampleRun().outcomes;
    const outcomes = Array.from({ length: 300 * 8 }, (_, at) => ({
      ...{ skill: `deps:skill-${at % 8}`, project: `@acme/project-${at % 300}` },
      ...({ outcome: 'pass', mode: 'enforce', durationMs: 0.25, findings: [] } as const),
    }));
    const run = sampleRun({ outcomes: [...(first ? [first] : []), ...outcomes] });
    expect(formatRecordedRun(run).length * 5).toBeLessThan(JSON.stringify(run).length);
  });
});

describe('parseRecordedRun', () => {
  it('reads what was written', () => {
    expect(parseRecordedRun(line)).toEqual({ ok: true, run: short });
    expect(parseRecordedRun(formatRecordedRun(sampleRun()))).toEqual({
      ok: true,
      run: sampleRun(),
    });
  });

  it.each([
    ['a torn line', line.slice(0, -1), 'it is no whole line of JSON'],
    ['nothing', '', 'it is no whole line of JSON'],
    ['another value', '7', '`the line` is not what it should be'],
    [
      'a newer version',
      line.replace('"version":1', '"version":2'),
      '`version` is not what it should be, so another version of the gate wrote it',
    ],
    ['an id that is none', line.replace('0b6f2c1e-', ''), '`id` is not what it should be'],
    [
      'a moment without a zone',
      line.replace('000Z', '000'),
      '`startedAt` is not what it should be',
    ],
    ['an unknown key', line.replace('"ci"', '"x":1,"ci"'), '`the line` is not what it should be'],
    ['an unknown door', line.replace('"nx"', '"web"'), '`door` is not what it should be'],
    ['half a row', line.replace('[0,3,0,2,1]', '[0,3]'), '`outcomes.1.2` is not what it should be'],
    [
      'a word that is not there',
      line.replace('[0,3,0,2,1]', '[0,4,0,2,1]'),
      'a number in it stands for no word of it',
    ],
    [
      'an outcome that is not there',
      line.replace('[0,3,0,2,1]', '[0,3,5,2,1]'),
      'a number in it stands for no word of it',
    ],
    [
      'a finding of no row',
      line.replace('"findings":[]', '"findings":[[2,"00112233445566778899",0,0,0]]'),
      'a number in it stands for no word of it',
    ],
  ])('says what is wrong with %s', (_what, given, reason) => {
    expect(parseRecordedRun(given)).toEqual({ ok: false, reason });
  });

  it('never throws, and takes no part of a line for the whole', () => {
    const whole = formatRecordedRun(sampleRun());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string(), (end, tail) => {
        const torn = whole.slice(0, end);
        expect(parseRecordedRun(torn).ok).toBe(false);
        parseRecordedRun(torn + tail);
      }),
    );
  });
});
