import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkSession } from '../check-session.ts';
import { main } from '../cli/main.ts';
import { recordRun } from '../history/record-report.ts';
import { openSession } from '../session.ts';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';

const configText = `{
  // Levels are set by evidence; see docs/standards/graduation.md.
  "defaultMode": "off",
  "skills": {
    "deps:file-protocol-check": "advisory", // since March
  },
}
`;
const firstDay = Date.parse('2026-03-01T09:00:00.000Z');
const dayMs = 86_400_000;

let repository: Repository;

/** A commit a day, checked and recorded as on that day. The dependency by path is mended on the fifth. */
beforeAll(async () => {
  vi.stubEnv('CI', 'false');
  repository = createRepository({ ...smallWorkspace, 'standards.config.json': configText });
  for (let day = 0; day < 12; day++) {
    const startedAt = new Date(firstDay + day * dayMs);
    if (day === 4) {
      repository.write({
        'libs/a/package.json': {
          ...{ name: 'a', version: '1.0.0', private: true, type: 'module' },
          dependencies: { c: '*' },
        },
      });
    }
    repository.write({ 'NOTES.md': `day ${day}\n` });
    repository.git('add', '--all');
    repository.git(
      'commit',
      '--quiet',
      `--date=${startedAt.toISOString()}`,
      `--message=day ${day}`,
    );
    const session = await openSession({ root: repository.root });
    const { report } = await checkSession(session, { skills: ['deps:file-protocol-check'] });
    await recordRun(session, report, { startedAt, dirty: false, ci: false, env: {} });
  }
});

afterAll(() => repository.remove());

beforeEach(() => {
  vi.stubEnv('CI', 'false');
  // The history of this test is in files, whatever is set where it runs.
  vi.stubEnv('STANDARDS_DATABASE_URL', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  repository.git('checkout', '--quiet', '--force', 'main');
});

async function at(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main([...args, '--root', repository.root], () => ({
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    colour: false,
    width: 100,
    interactive: false,
  }));
  return { code, ...printed };
}

const config = (): string => repository.read('standards.config.json');
const graduate = (...args: string[]) => at('graduate', '--at', '2026-03-13', ...args);

const raised = configText.replace('"advisory", // since', '"warn", // since');

describe('standards graduate', () => {
  it('shows the table, the reasons and the patch, and writes nothing', async () => {
    const { code, out, err } = await graduate();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      'As of 2026-03-13, by 12 runs of 12 commits on protected branches in 90 days.\n',
    );
    expect(out).toMatch(/^▲ deps:file-protocol-check {2}advisory → warn +2 +12 +66\.7 % +0 +1 +0/m);
    expect(out).toContain(`▲ deps:file-protocol-check  advisory → warn  on a, b
    All that the policy asks is met.
    ✓ It was judged on 12 commits; 10 are needed.
    ✓ They span 11 days; 7 are needed.
    ✓ Of the latest 10 commits, 8 passed (80 %); 50 % is needed.
    ✓ It crashed on 0 of 12 commits (0 %); at most 2 % may.
    ✓ No commit was looked at twice, so nothing contradicts itself.
    ✓ 1 finding fixed, 0 silenced (0 %); at most 40 % may.
`);
    expect(out).toMatch(
      /^Of the modes, one for each skill on each project, 2 rise and \d+ stay\.$/m,
    );
    expect(out).toContain(`
-    "deps:file-protocol-check": "advisory", // since March
+    "deps:file-protocol-check": "warn", // since March
`);
    expect(out).toContain(
      'This changes 2 modes in standards.config.json. Nothing is written; add --write, --branch NAME or --patch FILE.\n',
    );
    expect(config()).toBe(configText);
  });

  it('stays where there is too little, and says what is missing', async () => {
    const { code, out } = await at('graduate', '--at', '2026-03-06');
    expect(code).toBe(0);
    expect(out).toContain(
      '    It was judged on 5 commits; 10 are needed. They span 4 days; 7 are needed. Of the latest 5\n    commits, 1 passed (20 %); 50 % is needed.\n',
    );
    expect(out).toContain('No mode changes.\n');
    expect(out).not.toContain('diff --git');
  });

  it('gives every criterion of a project that is asked for, and leaves the others as they are', async () => {
    const { out } = await graduate('--project', 'b', '--skill', 'file-protocol-check');
    expect(out).toContain('▲ deps:file-protocol-check  advisory → warn  on b\n');
    expect(out).not.toContain('on a');
    expect(out).toContain(`
+    "deps:file-protocol-check": {
+      "mode": "advisory",
+      "projects": {
+        "b": "warn"
+      }
+    }, // since March
`);
  });

  it('gives JSON and Markdown', async () => {
    const data = JSON.parse((await graduate('--json')).out);
    expect(data).toMatchObject({
      schemaVersion: 1,
      at: '2026-03-13T00:00:00.000Z',
      counted: { runs: 12, commits: 12 },
      written: false,
      branch: null,
      commit: null,
      damagedLines: 0,
      modes: [
        { skill: 'deps:file-protocol-check', project: 'a', from: 'advisory', to: 'warn' },
        { skill: 'deps:file-protocol-check', project: 'b', from: 'advisory', to: 'warn' },
      ],
    });
    expect(data.patch).toContain('+    "deps:file-protocol-check": "warn", // since March\n');
    expect(JSON.parse((await graduate('--format', 'json')).out)).toEqual(data);
    expect((await graduate('--format', 'markdown')).out).toContain(
      '| ▲ | deps:file-protocol-check | advisory → warn | 2 | 12 | 66.7 % |',
    );
  });

  it('writes a patch that git takes, with the comments left in place', async () => {
    const file = join(repository.root, '.standards/modes.patch');
    const { code, out } = await graduate('--patch', file);
    expect(code).toBe(0);
    expect(out).toContain(
      `${file}: a patch for 2 modes in standards.config.json. Apply it with: git apply`,
    );
    expect(config()).toBe(configText);
    repository.git('apply', file);
    expect(config()).toBe(raised);
  });

  it('is not written on a protected branch, nor in CI', async () => {
    expect(await graduate('--write')).toMatchObject({
      code: 2,
      err: expect.stringContaining('`main` is a protected branch'),
    });
    vi.stubEnv('CI', 'true');
    expect(await graduate('--branch', 'modes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('A fix is not applied in CI.'),
    });
    expect(config()).toBe(configText);
  });

  it('is written elsewhere, and on record', async () => {
    repository.git('checkout', '--quiet', '-b', 'elsewhere');
    const { code, out } = await graduate('--write');
    expect(code).toBe(0);
    expect(out).toContain(
      'Changed 2 modes in standards.config.json. Recorded in .standards/fixes.jsonl.\n',
    );
    expect(config()).toBe(raised);
    const records = repository.read('.standards/fixes.jsonl').trimEnd().split('\n');
    expect(JSON.parse(records.at(-1) ?? '')).toMatchObject({
      branch: 'elsewhere',
      files: ['standards.config.json'],
      findings: [],
      modes: [
        {
          ...{ skill: 'deps:file-protocol-check', project: 'a', from: 'advisory', to: 'warn' },
          reason: 'All that the policy asks is met.',
        },
        { project: 'b' },
      ],
    });
    // No run has seen the mode yet, so nothing more follows.
    expect((await graduate()).out).toContain(
      '    No run that counts has seen it in mode warn yet.\n',
    );
  });

  it('is committed on a branch of its own', async () => {
    const { code, out } = await graduate('--branch', 'modes');
    expect(code).toBe(0);
    expect(out).toMatch(
      /Changed 2 modes in standards\.config\.json on the new branch modes \([0-9a-f]{12}\)\.\n$/,
    );
    expect(repository.git('log', '-1', '--format=%B').trim()).toBe(
      `chore(standards): deps:file-protocol-check: 2 modes by evidence

- deps:file-protocol-check on a: advisory to warn. All that the policy asks is met.
- deps:file-protocol-check on b: advisory to warn. All that the policy asks is met.

Standards-Skill: deps:file-protocol-check`,
    );
    expect(repository.git('show', '--format=', '--name-only')).toBe('standards.config.json\n');
    expect(config()).toBe(raised);
  });

  it.each([
    [
      ['--at', 'soon'],
      '--at soon is no moment. Write days before now, as in 90d, or a day, as in 2026-11-26.',
    ],
    [['--at', '2026-13-01'], '--at 2026-13-01 is no moment.'],
    [['--write', '--branch', 'x'], 'Of --write, --branch and --patch, give one.'],
    [['--json', '--format', 'markdown'], '--json and --format markdown are two formats.'],
    [['--skill', 'file-protocol'], 'Did you mean'],
    [['--project', 'nobody'], 'nobody'],
  ])('%j is bad use', async (args, message) => {
    expect(await at('graduate', ...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
  });
});

describe('standards report', () => {
  const report = (...args: string[]) => at('report', '--until', '2026-03-13', ...args);

  it('shows how things stood and what became of findings', async () => {
    const { code, out, err } = await report();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`small  adoption of standards
From 2026-03-01 to 2026-03-13, by 12 runs of 12 commits on protected branches.

passing        ▅▅▅▅████████  100 %  2 of 2 skills on projects
open findings  ████▁▁▁▁▁▁▁▁      0  1 fixed, 0 waived, 0 accepted; half within 4 d
enforced       ▁▁▁▁▁▁▁▁▁▁▁▁    0 %  advisory
crashes        ▁▁▁▁▁▁▁▁▁▁▁▁      0  on 12 commits, none looked at twice

`);
    expect(out).toMatch(
      /^deps:file-protocol-check {2}▅▅▅▅████████ {2}advisory +100 % +0 +1 +0 +4 d +0/m,
    );
  });

  it('takes a shorter time, and keeps how things stood before', async () => {
    const data = JSON.parse((await report('--since', '3d', '--format', 'json')).out);
    expect(data).toMatchObject({
      since: '2026-03-10T09:00:00.000Z',
      until: '2026-03-13T00:00:00.000Z',
      counted: { runs: 3, notCounted: { outside: 9 } },
      total: { fixed: 0, commits: 6 },
    });
    expect(data.total.points[0]).toMatchObject({ judged: 2, passing: 2 });
  });

  it('gives another branch, on which nothing is on record', async () => {
    const { code, out } = await report('--branch', 'feature');
    expect(code).toBe(0);
    expect(out).toContain(
      'No run on record in this time counts. Figures come from whole commits on that branch.\n',
    );
  });

  it('writes a page that needs nothing else, and Markdown', async () => {
    const file = join(repository.root, '.standards/out/adoption.html');
    const { code, out } = await report('--format', 'html', '--output', file);
    expect([code, out]).toEqual([0, `${file}: adoption of standards, 12 runs.\n`]);
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n/);
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
    expect(page).not.toContain('<script');
    expect((await report('--format', 'markdown')).out).toContain(
      '## Adoption of standards: small\n',
    );
  });

  it.each([
    [
      ['--since', '2026-03-14'],
      '--since 2026-03-14 is not before --until 2026-03-13, so there is no time to report on.',
    ],
    [['--since', 'yesterday'], '--since yesterday is no moment.'],
    [['--format', 'pdf'], 'Allowed choices are pretty, markdown, json, html.'],
    [['--output', ''], 'It is empty.'],
  ])('%j is bad use', async (args, message) => {
    expect(await report(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});

describe('a history', () => {
  const month = '.standards/history/2026-03.jsonl';

  it('with lines that cannot be read is read without them, and it is said', async () => {
    const whole = repository.read(month);
    appendFileSync(join(repository.root, month), '{"version":1,"id"\n{"version":9}\n');
    const lines = whole.split('\n').length;
    const { code, out, err } = await at('report', '--until', '2026-03-13');
    expect(code).toBe(0);
    expect(err).toBe(
      `2 lines of the history are left out (first ${month}:${lines}, it is no whole line of JSON).\n`,
    );
    expect(out).toContain('2 lines of the\nhistory could not be read and are left out.');
    expect((await graduate()).err).toContain('2 lines of the history are left out');
    expect(JSON.parse((await graduate('--json')).out).damagedLines).toBe(2);
    repository.write({ [month]: whole });
  });

  it('that is empty changes nothing, and it is said how to get one', async () => {
    const empty = createRepository(smallWorkspace);
    const run = async (...args: string[]) => {
      let out = '';
      const code = await main([...args, '--root', empty.root], () => ({
        out: (text) => void (out += text),
        err: () => undefined,
        ...{ colour: false, width: 200, interactive: false },
      }));
      return { code, out };
    };
    expect(await run('report')).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        'No run is on record in this time. `standards check` records each run;',
      ),
    });
    const graduated = await run('graduate');
    expect(graduated.code).toBe(0);
    expect(graduated.out).toContain(
      'No run is on record. `standards check` records each run; look again when some have been made on a protected branch.\n',
    );
    expect(graduated.out).toContain('No mode changes.\n');
    expect(existsSync(join(empty.root, 'standards.config.json'))).toBe(false);
    empty.remove();
  });
});
