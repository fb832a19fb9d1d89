import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';
import { main } from './main.ts';

let repository: Repository;

beforeEach(() => {
  // What the machine that runs the tests says of itself must not decide them.
  for (const name of ['NX_BASE', 'NX_HEAD']) vi.stubEnv(name, undefined);
  vi.stubEnv('CI', 'false');
  repository = createRepository(smallWorkspace);
});

afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...args: string[]): Promise<Ran> {
  const printed = { out: '', err: '' };
  const code = await main(args, () => ({
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    colour: false,
    width: 100,
    interactive: false,
  }));
  return { code, ...printed };
}

const at = (...args: string[]): Promise<Ran> => run(...args, '--root', repository.root);
const config = (value: object): void => repository.write({ 'standards.config.json': value });
const skill = ['--skill', 'deps:file-protocol-check'];

async function reportOf(...args: string[]) {
  const ran = await at('check', '--format', 'json', ...args);
  return { ...ran, report: JSON.parse(ran.out) };
}

describe('standards check', () => {
  it('ends with 1 for an enforced finding and says where it is', async () => {
    const { code, report } = await reportOf(...skill);
    expect(code).toBe(1);
    expect(report.schemaVersion).toBe(2);
    expect(report.workspace).toEqual({ root: repository.root, reader: 'npm', projects: 3 });
    expect(report.exitCode).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      skill: 'deps:file-protocol-check',
      project: 'a',
      file: 'libs/a/package.json',
      line: 7,
      mode: 'enforce',
      fixable: true,
    });
  });

  it('ends with 0 when nothing enforced is found, and in a pilot', async () => {
    expect((await at('check', ...skill, '--pilot')).code).toBe(0);
    config({ skills: { 'deps:file-protocol-check': 'warn' } });
    expect((await at('check', ...skill)).code).toBe(0);
  });

  it('ends with 1, not with the count, for 256 findings', async () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 256 }, (_, i) => [`x${i}`, `file:../x${i}`]),
    );
    repository.write({ 'libs/a/package.json': { name: 'a', private: true, dependencies } });
    const { code, report } = await reportOf(...skill);
    expect(report.findings).toHaveLength(256);
    expect(code).toBe(1);
  });

  it('narrows by project, skill and pack', async () => {
    const ofB = await reportOf(...skill, '--project', 'b');
    expect(ofB.code).toBe(0);
    expect(new Set(ofB.report.outcomes.map((row: { project: string }) => row.project))).toEqual(
      new Set(['b', 'small']),
    );
    const byRoot = await reportOf(...skill, '--project', 'libs/a');
    expect(byRoot.report.findings).toHaveLength(1);
    const pack = await reportOf('--pack', 'deps');
    expect(new Set(pack.report.outcomes.map((row: { skill: string }) => row.skill))).toEqual(
      new Set([
        'standards:read',
        'deps:file-protocol-check',
        'deps:undeclared-check',
        'deps:version-check',
      ]),
    );
    const bare = await reportOf('--skill', 'version-check,file-protocol-check');
    expect(bare.report.findings).toHaveLength(1);
  });

  it.each([
    [
      ['--skill', 'deps:file-protocl-check'],
      /There is no skill `deps:file-protocl-check`\. Did you mean `deps:file-protocol-check`\?/,
    ],
    [['--project', 'libs/aa'], /There is no project `libs\/aa`\. Did you mean `libs\/a`\?/],
    [['--pack', 'dep'], /There is no pack `dep`\. Did you mean `deps`\?/],
    [['--format', 'jsn'], /UNKNOWN_FORMAT/],
    [['--format', 'json', '--format', 'sarif'], /Give all but one a file/],
    [['--format', 'json='], /names no file/],
    [['--base', 'main'], /add --affected/],
    [['--affected', '--base', 'nowhere'], /git knows no commit `nowhere`/],
    [['--affected', '--base', '--output=x'], /git knows no commit/],
    [['--nonsense'], /unknown option '--nonsense'/],
    [['--reader', 'pnpm'], /READER_NOT_APPLICABLE/],
    [['--reader', 'maven'], /Allowed choices are nx, npm/],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, err, out } = await at('check', ...args);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('ends with 2 for a root that is not there or holds nothing', async () => {
    const missing = await run('check', '--root', join(repository.root, 'none'));
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('is no folder');
    repository.write({ 'empty/readme.txt': 'nothing' });
    const empty = await run('check', '--root', join(repository.root, 'empty'));
    expect(empty.code).toBe(2);
    expect(empty.err).toContain('ROOT_NOT_FOUND');
  });

  it('ends with 2 for a configuration that is not valid', async () => {
    config({ skills: { 'deps:file-protocol-chek': 'off' } });
    const { code, err } = await at('check');
    expect(code).toBe(2);
    expect(err).toContain(
      'unknown skill `deps:file-protocol-chek`. Did you mean `deps:file-protocol-check`?',
    );
    expect(err).toContain('(CONFIG_INVALID)');
  });

  it('never passes over what it could not read', async () => {
    repository.write({ 'libs/b/package.json': '{ "name": "b" ' });
    const { code, report } = await reportOf('--skill', 'deps:version-check');
    expect(code).toBe(1);
    expect(
      report.findings.map((finding: { skill: string; file: string }) => [
        finding.skill,
        finding.file,
      ]),
    ).toEqual([['standards:read', 'libs/b/package.json']]);
  });

  it('writes formats to files, with their folders, and prints at most one', async () => {
    const sarif = join(repository.root, 'out/deep/report.sarif');
    const { out } = await at('check', ...skill, '--format', 'agent', '--format', `sarif=${sarif}`);
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
    expect(out).toContain('libs/a/package.json:7');
  });

  it('finds the workspace that a folder lies in', async () => {
    const before = process.cwd();
    process.chdir(join(repository.root, 'libs/b'));
    try {
      const { out } = await run('check', ...skill, '--format', 'json');
      expect(JSON.parse(out).workspace.projects).toBe(3);
    } finally {
      process.chdir(before);
    }
  });
});

describe('standards check --affected', () => {
  it('looks at what a change touches and what depends on it', async () => {
    repository.git('switch', '--quiet', '--create', 'work');
    repository.write({ 'libs/a/readme.md': 'changed' });
    const { report } = await reportOf(...skill, '--affected', '--base', 'main');
    const projects = report.outcomes
      .filter((row: { skill: string }) => row.skill === 'deps:file-protocol-check')
      .map((row: { project: string }) => row.project);
    expect(projects).toEqual(['a', 'b']);
    expect(report.findings).toHaveLength(1);
  });

  it('looks at nothing but the workspace when nothing changed', async () => {
    const { code, report } = await reportOf(...skill, '--affected', '--base', 'main');
    expect(report.findings).toEqual([]);
    expect(code).toBe(0);
  });

  it('lets no change accept its own findings', async () => {
    await at('baseline');
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=baseline');
    repository.git('switch', '--quiet', '--create', 'work');
    expect((await at('check', ...skill)).code).toBe(0);
    // As many findings as before, one swapped for another, and the baseline written anew to hide it.
    repository.write({
      'libs/a/package.json': {
        name: 'a',
        version: '1.0.0',
        private: true,
        type: 'module',
        dependencies: { d: 'file:../d' },
      },
    });
    expect((await at('check', ...skill)).code).toBe(1);
    await at('baseline', '--force');
    expect((await at('check', ...skill)).code).toBe(0);
    const { code, report } = await reportOf(...skill, '--affected', '--base', 'main');
    expect(code).toBe(1);
    expect(report.baseline.added.length).toBeGreaterThan(0);
  });
});

describe('packs', () => {
  const pack = (body: string) => ({
    'standards.config.json': { packs: ['./tools/pack'], skills: {} },
    'tools/pack/index.js': body,
  });
  const skillSource = (check: string) => `export default { name: 'acme', skills: [{
    meta: {
      id: 'acme:always-check', title: 'Always', description: 'It always speaks.', scope: 'workspace', defaultMode: 'enforce',
      docs: 'https://example.invalid', messages: { m: { text: 'hello {who}', why: 'Because.' } },
      options: { safeParse: (input) => Object.keys(input).length === 0 ? { success: true, data: {} } : { success: false, error: { issues: [] } } },
      optionDocs: {}, inputs: { project: [], workspace: [] },
    },
    check: ({ report }) => { ${check} },
  }] };`;

  it('bring skills of their own', async () => {
    repository.write(
      pack(
        skillSource(
          "report({ message: 'm', data: { who: 'you' }, file: 'package.json', expected: 'x', actual: 'y' })",
        ),
      ),
    );
    const { code, report } = await reportOf('--pack', 'acme');
    expect(code).toBe(1);
    expect(report.findings[0].message).toBe('hello you');
  });

  it('that are broken are errors that name them', async () => {
    repository.write(pack('export default { name: "acme", skills: [{}] };'));
    const broken = await at('check');
    expect(broken.code).toBe(2);
    expect(broken.err).toContain('The pack `./tools/pack` breaks the contract of a pack');
    config({ packs: ['@acme/none'] });
    const missing = await at('check');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('Cannot load the pack `@acme/none`');
  });

  it('with a skill that crashes end with 3, and the other skills still speak', async () => {
    repository.write(pack(skillSource("throw new Error('boom')")));
    const { code, report } = await reportOf();
    expect(code).toBe(3);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(
      report.outcomes.find((row: { outcome: string }) => row.outcome === 'error'),
    ).toMatchObject({
      skill: 'acme:always-check',
      reason: 'The check crashed: Error: boom',
    });
  });
});

describe('standards fix', () => {
  const fixed = '"c": "*"';
  const manifest = (): string => repository.read('libs/a/package.json');

  it('shows the patch and writes nothing', async () => {
    const before = manifest();
    const { code, out } = await at('fix', 'file-protocol-check');
    expect(out).toContain(`--- a/libs/a/package.json
+++ b/libs/a/package.json
@@ -4,6 +4,6 @@
   "private": true,
   "type": "module",
   "dependencies": {
-    "c": "file:../c"
+    "c": "*"
   }
 }
`);
    expect(code).toBe(0);
    expect(manifest()).toBe(before);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('writes when asked, records it, and changes nothing the second time', async () => {
    repository.git('switch', '--quiet', '--create', 'work');
    const first = await at('fix', 'deps:file-protocol-check', '--write');
    expect(first.code).toBe(0);
    expect(first.out).toContain('Fixed 1 finding in 1 file.');
    expect(manifest()).toContain(fixed);
    const record = JSON.parse(repository.read('.standards/fixes.jsonl'));
    expect(record).toMatchObject({
      branch: 'work',
      commit: null,
      files: ['libs/a/package.json'],
      findings: [{ skill: 'deps:file-protocol-check', project: 'a' }],
    });
    const after = manifest();
    const second = await at('fix', 'deps:file-protocol-check', '--write');
    expect(second.out).toContain('Nothing to fix.');
    expect(manifest()).toBe(after);
    expect(repository.read('.standards/fixes.jsonl').trim().split('\n')).toHaveLength(1);
  });

  it('commits on a new branch with trailers, and leaves other edits alone', async () => {
    repository.write({ 'libs/b/notes.txt': 'mine' });
    const { code } = await at('fix', 'deps:file-protocol-check', '--branch', 'mend');
    expect(code).toBe(0);
    expect(repository.git('branch', '--show-current').trim()).toBe('mend');
    expect(repository.git('show', '--stat', '--format=%B', 'HEAD')).toMatch(
      /^fix\(standards\): deps:file-protocol-check: 1 finding\n\n- libs\/a\/package\.json: .+\n\nStandards-Skill: deps:file-protocol-check\nStandards-Finding: [0-9a-f]{20}\n/,
    );
    expect(
      repository.git('log', '--format=%(trailers:key=Standards-Skill,valueonly)', '-1').trim(),
    ).toBe('deps:file-protocol-check');
    expect(manifest()).toContain(fixed);
    expect(repository.git('status', '--porcelain').trim()).toBe('?? libs/b/notes.txt');
    expect(repository.git('show', 'main:libs/a/package.json')).toContain('file:../c');
  });

  it('refuses to write on a protected branch and in CI, and writes a patch there', async () => {
    const protectedBranch = await at('fix', '--write');
    expect(protectedBranch.code).toBe(2);
    expect(protectedBranch.err).toContain('`main` is a protected branch');
    const onto = await at('fix', '--branch', 'release/1');
    expect(onto.err).toContain('`release/1` is a protected branch');
    vi.stubEnv('CI', 'true');
    repository.git('switch', '--quiet', '--create', 'work');
    for (const args of [['--write'], ['--branch', 'mend']]) {
      const { code, err } = await at('fix', ...args);
      expect(code).toBe(2);
      expect(err).toContain('A fix is not applied in CI');
    }
    const patch = join(repository.root, 'mend.patch');
    const { code, out } = await at('fix', 'file-protocol-check', '--patch', patch);
    expect(code).toBe(0);
    expect(out).toContain(`git apply ${patch}`);
    repository.git('apply', '--check', patch);
    expect(manifest()).not.toContain(fixed);
  });

  it('does not take uncommitted edits along, nor a branch that exists', async () => {
    repository.git('branch', 'taken');
    expect((await at('fix', '--branch', 'taken')).err).toContain('exists already');
    expect((await at('fix', '--branch', 'bad..name')).err).toContain('is no name for a branch');
    repository.write({ 'libs/a/package.json': manifest().replace('1.0.0', '1.0.1') });
    const { code, err } = await at('fix', 'file-protocol-check', '--branch', 'mend');
    expect(code).toBe(2);
    expect(err).toContain('uncommitted edits');
    expect(repository.git('branch', '--list', 'mend')).toBe('');
    expect(repository.git('branch', '--show-current').trim()).toBe('main');
  });

  it('says what it leaves and ends as check would', async () => {
    repository.write({
      'libs/a/package.json': {
        name: 'a',
        version: '1.0.0',
        private: true,
        dependencies: { c: 'file:../c', gone: 'file:../gone' },
      },
    });
    const { code, out } = await at('fix', 'file-protocol-check');
    expect(out).toContain('+    "c": "*"');
    expect(out).toMatch(/left: libs\/a\/package\.json:7 /);
    expect(code).toBe(1);
    const json = JSON.parse((await at('fix', 'file-protocol-check', '--json')).out);
    expect(json).toMatchObject({ written: false, files: ['libs/a/package.json'], exitCode: 1 });
    expect(json.fixed).toHaveLength(1);
    expect(json.remaining).toHaveLength(1);
  });

  it('mends only the finding or project that is named', async () => {
    expect((await at('fix', '--project', 'b', '--skill-does-not-exist')).code).toBe(2);
    expect((await at('fix', 'file-protocol-check', '--project', 'b')).out).toContain(
      'Nothing to fix.',
    );
    expect((await at('fix', 'file-protocol-check', '--finding', '000000')).out).toContain(
      'Nothing to fix.',
    );
    expect((await at('fix', '--write', '--patch', 'x')).err).toContain('give one');
  });
});

describe('standards explain', () => {
  it('shows the page of a skill', async () => {
    const { code, out } = await at('explain', 'deps:file-protocol-check');
    expect(code).toBe(0);
    expect(out).toMatch(/^# deps:file-protocol-check\n/);
    expect((await at('explain', 'standards:read')).out).toMatch(/^# standards:read\n/);
  });

  it('shows a finding with the part of the page that is about it', async () => {
    const { report } = await reportOf(...skill);
    const { fingerprint } = report.findings[0];
    const { code, out } = await at('explain', fingerprint.slice(0, 8));
    expect(code).toBe(0);
    expect(out).toContain('libs/a/package.json:7 in a');
    expect(out).toContain(
      `standards fix deps:file-protocol-check --finding ${fingerprint.slice(0, 8)}`,
    );
    const json = JSON.parse((await at('explain', fingerprint, '--json')).out);
    expect(json.section.length).toBeGreaterThan(20);
  });

  it('says when nothing has that name', async () => {
    expect((await at('explain', 'deps:nothing')).err).toContain('There is no skill `deps:nothing`');
    expect((await at('explain', 'abcdef12')).err).toContain('UNKNOWN_FINDING');
  });
});

describe('standards list, init and baseline', () => {
  it('lists every skill with its mode', async () => {
    config({ skills: { 'deps:version-check': 'advisory' } });
    const { out } = await at('list');
    expect(out).toMatch(/deps:file-protocol-check +enforce +fix/);
    expect(out).toMatch(/deps:version-check +advisory +fix/);
    const { skills } = JSON.parse((await at('list', '--json')).out);
    expect(skills.map((one: { id: string }) => one.id)).toContain('deps:undeclared-check');
  });

  it('lists what can be generated, with options and examples, outside any workspace too', async () => {
    const { out, code } = await at('list', '--generators');
    expect(code).toBe(0);
    expect(out).toMatch(/^toolkit-package +Adds a toolkit: a published package of layer 0\.$/m);
    const { schemaVersion, generators } = JSON.parse(
      (await at('list', '--generators', '--json', '--root', '/nowhere')).out,
    );
    expect(schemaVersion).toBe(1);
    const made = generators.find((one: { name: string }) => one.name === 'toolkit-package');
    expect(made).toMatchObject({
      command: 'nx g @h-j-petroleum/standards:toolkit-package <name>',
      options: [
        {
          name: 'name',
          type: 'string',
          required: true,
          positional: true,
          examples: ['price-list'],
        },
        { name: 'description', required: false },
        { name: 'skipInstall', type: 'boolean', default: false },
      ],
    });
    expect(made.examples[0].command).toBe(
      'nx g @h-j-petroleum/standards:toolkit-package price-list',
    );
  });

  it('adds the gate, advisory, once', async () => {
    const dry = await at('init', '--dry-run');
    expect(dry.out).toContain('would write standards.config.json');
    expect(existsSync(join(repository.root, 'standards.config.json'))).toBe(false);
    expect((await at('init')).code).toBe(0);
    expect(
      JSON.parse(repository.read('standards.config.json')).skills['deps:file-protocol-check'],
    ).toBe('advisory');
    expect((await at('check')).code).toBe(0);
    const again = await at('init');
    expect(again.code).toBe(2);
    expect(again.err).toContain('exists already');
  });

  it('accepts today, counts tomorrow, and prunes what is gone', async () => {
    expect((await at('baseline')).out).toMatch(
      /^standards\.baseline\.json: \d+ findings? accepted\./,
    );
    expect((await at('check')).code).toBe(0);
    expect((await at('baseline')).err).toContain('may only shrink');
    repository.write({
      'libs/c/package.json': {
        name: 'c',
        version: '1.0.0',
        private: true,
        dependencies: { z: 'link:../z' },
      },
    });
    expect((await at('check', ...skill)).code).toBe(1);
    repository.write({
      'libs/a/package.json': { name: 'a', version: '1.0.0', private: true, type: 'module' },
    });
    const { report } = await reportOf(...skill);
    expect(report.baseline.gone).toHaveLength(1);
    const pruned = await at('baseline', '--prune');
    expect(pruned.out).toContain('gone: deps:file-protocol-check libs/a/package.json');
    expect((await reportOf(...skill)).report.baseline?.gone ?? []).toEqual([]);
  });

  it('does not accept what could not be read', async () => {
    repository.write({ 'libs/b/package.json': 'no json' });
    const { out } = await at('baseline');
    expect(out).toContain('cannot be accepted: what is not read is not checked');
    expect((await at('check')).code).toBe(1);
  });
});

describe('standards measure', () => {
  it('says that nothing is to be measured', async () => {
    expect(await at('measure')).toMatchObject({
      code: 0,
      out: 'Nothing to measure: no skill that measures applies to these projects.\n',
    });
    expect(await at('measure', 'deps:version-check')).toMatchObject({
      code: 2,
      err: expect.stringContaining('deps:version-check has nothing to measure'),
    });
  });

  it('ends with 3 where a measurement crashed, and a check says so by name', async () => {
    config({ packs: ['./pack.mjs'] });
    repository.write({
      'pack.mjs': `export default { name: 'acme', skills: [{
        meta: {
          id: 'acme:speed-check', title: 'Speed', description: 'Fast.', scope: 'project', defaultMode: 'enforce', docs: 'x.md',
          messages: { slow: { text: 'slow', why: 'Time is short.' } },
          options: { safeParse: () => ({ success: true, data: {} }) }, optionDocs: {}, inputs: { project: [], workspace: [] },
        },
        check() {},
        measure: {
          appliesTo: ({ project }) => project.id === 'b', judges: () => [], dependsOn: () => [], timeoutMs: 60000,
          load: async () => async () => { throw new Error('no speed here'); },
        },
      }] };`,
    });
    const check = ['check', '--skill', 'acme:speed-check', '--project', 'b', '--format', 'json'];
    expect(JSON.parse((await at(...check)).out).outcomes).toContainEqual(
      expect.objectContaining({ skill: 'acme:speed-check', outcome: 'not-supported' }),
    );
    const { code, out } = await at('measure', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out).measurements).toMatchObject([
      {
        skill: 'acme:speed-check',
        project: 'b',
        outcome: 'crashed',
        reason: 'Error: no speed here',
      },
    ]);
    const after = await at(...check);
    expect(after.code).toBe(3);
    expect(JSON.parse(after.out).outcomes).toContainEqual(
      expect.objectContaining({
        outcome: 'error',
        reason: expect.stringMatching(/^The measurement crashed: Error: no speed here/),
      }),
    );
  });
});

describe('the command line', () => {
  it('explains itself', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const command of ['check', 'fix', 'explain', 'list', 'init', 'baseline', 'completion']) {
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
      const help = await run(command, '--help');
      expect(help.code, command).toBe(0);
      expect(help.out).toContain(`standards ${command}`);
    }
    expect((await run('check', '--help')).out).toContain('3  a skill crashed');
  });

  it('ends with 2 for no command and for an unknown one', async () => {
    expect((await run()).code).toBe(2);
    const unknown = await run('chek');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('Did you mean check?');
  });

  it('tells its version', async () => {
    expect((await run('--version')).out.trim()).toBe('0.1.0');
  });
});
