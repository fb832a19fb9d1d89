import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

const bin = join(import.meta.dirname, '../dist/bin.js');

const quick = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A page that is quick.">
<title>Quick</title>
<link rel="icon" href="data:,">
</head>
<body><main><h1>Quick</h1><p>It says <a href="/other">something</a>.</p></main></body>
</html>
`;

/**
 * Blocks for a time by the clock, so that it is over its budget on any machine; moves again and again, because a browser forgives what moves
 * shortly after its window has changed; has a picture without a word.
 */
const bad = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bad</title>
<link rel="icon" href="data:,">
<script src="blocks.js"></script>
</head>
<body>
<div id="late"></div>
<div style="height: 600px; background: #eee"><img src="picture.svg" width="300" height="300">It moves.</div>
<script>
setInterval(() => { late.style.height = late.style.height ? '' : '400px'; }, 700);
</script>
</body>
</html>
`;
const blocks = `const until = performance.now() + 1500;
while (performance.now() < until);
globalThis.filler = [${Array.from({ length: 60_000 }, (_, at) => (at * 2_654_435_761) % 4_294_967_296).join(',')}];
`;
const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="red"/></svg>';

interface Row {
  readonly messageId: string;
  readonly message: string;
  readonly actual: string;
}

/** Scores and metrics that hang on how busy this machine is are left out of what must pass. */
const untimed = { performance: 0 };
const sites = {
  quick: { folder: 'dist', runs: 3, scores: untimed, metrics: { cls: 0.1, bytes: 50_000 } },
  bad: {
    ...{ folder: 'dist', runs: 1, device: 'desktop', scores: untimed },
    metrics: { cls: 0.1, bytes: 50_000, fcp: 1400 },
  },
  changed: {
    folder: 'dist',
    runs: 1,
    scores: { ...untimed, accessibility: 0, seo: 0 },
    baseline: 'lighthouse.baseline.json',
  },
  missing: { folder: 'dist', runs: 1, paths: ['/none'] },
  report: { folder: 'dist', runs: 1, scores: { ...untimed, seo: 0 }, metrics: { cls: 0.1 } },
};

describe('pages in a real browser', () => {
  let workspace: Sandbox;
  const standards = (...args: string[]) => workspace.run(process.execPath, bin, ...args);
  const measure = (...projects: string[]) => {
    const { exitCode, output } = standards(
      ...['measure', 'perf:lighthouse'],
      ...projects.flatMap((project) => ['--project', project]),
    );
    expect(exitCode, output).toBe(0);
    return output;
  };
  /** What is found in one site, and the outcome of its skill. */
  const check = (project: string) => {
    const { stdout, exitCode } = standards(
      ...['check', '--skill', 'perf:lighthouse', '--project', project, '--format', 'json'],
    );
    const report: {
      findings: Row[];
      outcomes: { skill: string; outcome: string; reason?: string }[];
    } = JSON.parse(stdout);
    const own = report.outcomes.find(({ skill }) => skill === 'perf:lighthouse');
    const rows = report.findings.map(({ message, actual }) => [message, actual] as const);
    return { exitCode, outcome: own?.outcome, reason: own?.reason, found: new Map(rows) };
  };

  beforeAll(() => {
    workspace = createSandbox({
      'package.json': {
        name: 'sites',
        private: true,
        type: 'module',
        workspaces: Object.keys(sites),
      },
      'standards.config.json': {
        defaultMode: 'enforce',
        skills: { 'perf:lighthouse': { options: { sites } } },
      },
      '.gitignore': '.standards/\nnode_modules/\n',
      ...Object.fromEntries(
        Object.keys(sites).map((name) => [`${name}/package.json`, { name, private: true }]),
      ),
      'quick/dist/index.html': quick,
      'changed/dist/index.html': quick,
      'missing/dist/index.html': quick,
      'bad/dist/index.html': bad,
      'bad/dist/blocks.js': blocks,
      'bad/dist/picture.svg': picture,
    });
    workspace.commit('sites');
  });
  afterAll(() => workspace?.remove());

  it('pass where they are quick and for everybody, by the median of three runs', () => {
    measure('quick');
    expect(check('quick')).toEqual({ exitCode: 0, outcome: 'pass', found: new Map() });
    const { result } = Object(workspace.json('.standards/measured/perf~lighthouse/quick.json'));
    expect(result.keep).toBe(true);
    expect(result.value).toMatchObject({
      ...{ lighthouse: '13.5.0', device: 'mobile', browser: expect.stringMatching(/Chrome\/\d+/) },
      pages: [{ path: '/', runs: [{}, {}, {}].map(() => ({ scores: { accessibility: 100 } })) }],
    });
    const report = '.standards/measured/perf~lighthouse/quick/index';
    expect(workspace.read(`${report}.html`)).toContain('Lighthouse');
    expect(workspace.json(`${report}.json`)).toMatchObject({ lighthouseVersion: '13.5.0' });
    expect(measure('quick')).toContain('measured before, and nothing that it judges has changed');
  });

  it('fail where they are not, and what is wrong is named', () => {
    measure('bad');
    const { exitCode, outcome, found } = check('bad');
    expect([exitCode, outcome]).toEqual([1, 'fail']);
    expect([...found.keys()].sort()).toEqual([
      '/: Cumulative Layout Shift is over its budget',
      '/: First Contentful Paint is over its budget',
      '/: accessibility scores less than it should',
      '/: seo scores less than it should',
      '/: the weight of all that is loaded is over its budget',
    ]);
    expect(found.get('/: accessibility scores less than it should')).toContain(
      '(image-alt: <img src="picture.svg" width="300" height="300">)',
    );
    expect(found.get('/: accessibility scores less than it should')).toContain(
      '(html-has-lang: <html>)',
    );
    expect(found.get('/: seo scores less than it should')).toContain('(meta-description)');
  });

  it('regress against what they were, and not before they change', () => {
    measure('changed');
    expect([...check('changed').found.keys()]).toEqual([
      '/ has no baseline in changed/lighthouse.baseline.json',
    ]);
    workspace.succeed('git', 'checkout', '--quiet', '-b', 'baseline');
    const { output } = workspace.runByHand(
      ...([process.execPath, bin, 'fix', 'perf:lighthouse'] as const),
      ...['--project', 'changed', '--write'],
    );
    expect(output).toContain('Fixed 1 finding in 1 file.');
    expect(check('changed').found).toEqual(new Map());

    workspace.write({
      'changed/dist/index.html': bad,
      'changed/dist/blocks.js': blocks,
      'changed/dist/picture.svg': picture,
    });
    expect(check('changed').reason).toMatch(/^What it judges has changed since it was measured\./);
    measure('changed');
    const { outcome, found } = check('changed');
    expect(outcome).toBe('fail');
    // Times are compared too, where the machine was as quick then as now.
    const untouchedByLoad = [
      '/: accessibility scores less than it did',
      '/: seo scores less than it did',
      '/: Cumulative Layout Shift is worse than it was',
      '/: the weight of all that is loaded is worse than it was',
    ];
    for (const message of untouchedByLoad) expect([...found.keys()]).toContain(message);
  });

  it('that cannot be measured crash, and neither pass nor score nothing', () => {
    const { output } = standards('measure', 'perf:lighthouse', '--project', 'missing');
    expect(output).toContain('Lighthouse could not measure /none: ERRORED_DOCUMENT_REQUEST');
    const { exitCode, outcome, reason, found } = check('missing');
    expect([exitCode, outcome, found.size]).toEqual([3, 'error', 0]);
    expect(reason).toContain('ERRORED_DOCUMENT_REQUEST');
  });

  it('may be the page of `standards report`', () => {
    mkdirSync(join(workspace.root, 'report/dist'), { recursive: true });
    const { exitCode, output } = standards(
      'report',
      '--format',
      'html',
      '--output',
      'report/dist/index.html',
    );
    expect(exitCode, output).toBe(0);
    measure('report');
    const { outcome, found } = check('report');
    expect([outcome, found]).toEqual(['pass', new Map()]);
  });

  it('leave no browser behind when whoever measures is killed', async () => {
    const temporary = join(workspace.root, 'temporary');
    mkdirSync(temporary);
    const child = spawn(
      process.execPath,
      [bin, 'measure', 'perf:lighthouse', '--project', 'bad', '--again', '--root', workspace.root],
      { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' },
    );
    const ended = once(child, 'close');
    await vi.waitUntil(() => processesWith(temporary).length > 0, {
      timeout: 120_000,
      interval: 50,
    });
    child.kill('SIGKILL');
    await ended;
    await vi.waitUntil(() => processesWith(temporary).length === 0, {
      timeout: 120_000,
      interval: 100,
    });
  });
});

/** Processes whose command names a folder, by Linux's own list. */
function processesWith(folder: string): readonly string[] {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(join('/proc', entry, 'cmdline'), 'utf8').includes(
        `--user-data-dir=${folder}`,
      );
    } catch {
      // It has ended since the list was read.
      return false;
    }
  });
}
