import { describe, expect, it } from 'vitest';
import { agent } from './agent.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';
import { sampleReport, waivedReport } from './testing/sample-report.ts';

const look = { colour: false, width: 200 };
const textOf = (format: typeof pretty): string => format.render(waivedReport(), look);
const waived = '11111111111111111111';
const expired = '22222222222222222222';

describe('waivers', () => {
  it('are told at a terminal, below the findings that count', () => {
    const text = textOf(pretty);
    expect(text).toContain(
      [
        'Waivers',
        '  libs/a/package.json:12 dependencies.@acme/b points at file:../b (deps:file-protocol-check, 11111111111111111111): waived until 2026-12-31 by team-platform: The registry moves.',
      ].join('\n'),
    );
    expect(text).toContain(
      '  waiver of deps:file-protocol-check on @acme/a (22222222222222222222) expired on 2026-11-25, owner team-platform: it counts again',
    );
    expect(text).toContain(
      '  deps:file-protocol-check on @acme/a (33333333333333333333): added by this change, so it accepts nothing yet',
    );
    expect(text).toContain(
      '  deps:file-protocol-check on @acme/a (44444444444444444444): not found any more; take it out of the configuration',
    );
    expect(text).toContain(
      'waiver    the waiver of team-platform expired on 2026-11-25, so it counts again',
    );
    expect(text.split(`finding   ${waived}`)).toHaveLength(1);
    expect(text).toContain(`finding   ${expired}`);
    expect(text).toMatch(/failed: 1 enforced, 1 warning and 1 waived/);
    expect(text).toContain(
      'Failed: 1 enforced finding must be mended or accepted. Besides: 1 warning and 1 finding waived.',
    );
  });

  it('are told in a job summary', () => {
    const text = textOf(markdown);
    expect(text).toContain('### Waivers\n\n- libs/a/package.json:12');
    expect(text).toContain('waived until 2026-12-31 by team-platform');
    expect(text).toContain('expired on 2026-11-25');
    expect(text).not.toContain(`standards explain ${waived}`);
    expect(text).toContain(`standards explain ${expired}`);
  });

  it('are in the JSON, field by field', () => {
    const report = JSON.parse(textOf(json));
    expect(report.summary).toMatchObject({ accepted: 0, waived: 1, findings: { enforce: 1 } });
    expect(report.findings[0].waiver).toEqual({
      reason: 'The registry moves.',
      owner: 'team-platform',
      until: '2026-12-31',
      state: 'holds',
    });
    expect(report.waivers.gone).toEqual([
      {
        fingerprint: '44444444444444444444',
        skill: 'deps:file-protocol-check',
        project: '@acme/a',
        reason: 'The registry moves.',
        owner: 'team-platform',
        until: '2026-12-31',
      },
    ]);
  });

  it('suppress results for code scanning, as notes; one that does not hold suppresses nothing', () => {
    const { results } = JSON.parse(textOf(sarif)).runs[0];
    const byFingerprint = new Map(
      results.map((one: { partialFingerprints: Record<string, string> }) => [
        one.partialFingerprints['standardsFingerprint/v1'],
        one,
      ]),
    );
    expect(byFingerprint.get(waived)).toMatchObject({
      level: 'note',
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'waived until 2026-12-31 by team-platform: The registry moves.',
        },
      ],
    });
    expect(byFingerprint.get(expired)).toMatchObject({ level: 'error', suppressions: [] });
  });

  it('stand in the output of their test, which fails for the others', () => {
    const text = textOf(junit);
    expect(text).toContain('failures="1"');
    expect(text).toContain('[waived] libs/a/package.json:12');
    expect(text).toContain('waiver: waived until 2026-12-31 by team-platform: The registry moves.');
    const failure = /<failure[^]*<\/failure>/.exec(text)?.[0] ?? '';
    expect(failure).toContain(expired);
    expect(failure).toContain('expired on 2026-11-25');
    expect(failure).not.toContain(waived);
  });

  it('give no annotation while they hold, and say why one is back', () => {
    const lines = textOf(github).split('\n');
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(2);
    expect(lines[0]).toContain('expired on 2026-11-25, so it counts again');
    expect(textOf(github)).not.toContain(waived);
  });

  it('cost the context of a model only what it can act upon', () => {
    const text = textOf(agent);
    expect(text).toContain('0 accepted by the baseline and 1 waived and not listed');
    expect(text).not.toContain(waived);
    expect(text).toContain('# waivers\n- expired: «waiver of deps:file-protocol-check');
    expect(text).toContain('- gone: «');
  });

  it('are told nowhere where there are none', () => {
    for (const format of [pretty, markdown, junit, github, agent]) {
      expect(format.render(sampleReport(), look).toLowerCase()).not.toContain('waive');
    }
  });
});
