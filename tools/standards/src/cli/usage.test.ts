import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';
import { main } from './main.ts';

let repository: Repository;

beforeEach(() => {
  for (const name of ['NX_BASE', 'NX_HEAD']) vi.stubEnv(name, undefined);
  vi.stubEnv('CI', 'false');
  repository = createRepository(smallWorkspace);
});

afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
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

const path = (name: string): string => join(repository.root, name);
const files = ['--skill', 'deps:file-protocol-check'];
const byPath = (name: string, target: string) => ({
  [`libs/${name}/package.json`]: {
    name,
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: { [target]: `file:../${target}` },
  },
});

describe('options', () => {
  it.each([
    ['check', '--skill'],
    ['check', '--project'],
    ['check', '--pack'],
    ['check', '--format'],
    ['check', '--base'],
    ['fix', '--branch'],
    ['fix', '--patch'],
    ['fix', '--finding'],
  ])('that are empty are bad use of %s %s, and never mean everything', async (command, option) => {
    const { code, err } = await at(command, option, '');
    expect(code).toBe(2);
    expect(err).toContain('It is empty.');
  });

  it('take several words in one, and leave the braces of a glob alone', async () => {
    const projectsOf = async (word: string): Promise<string[]> => {
      const { out } = await at('check', ...files, '--project', word, '--format', 'json');
      return JSON.parse(out).outcomes.flatMap((row: { skill: string; project: string }) =>
        row.skill === 'deps:file-protocol-check' ? [row.project] : [],
      );
    };
    expect(await projectsOf('a,b')).toEqual(['a', 'b']);
    expect(await projectsOf('libs/{a,c}')).toEqual(['a', 'c']);
    expect(await projectsOf('b,libs/{a,c}')).toEqual(['a', 'b', 'c']);
  });
});

describe('files that are asked for', () => {
  it('get the folder they need, and may have a comma in their names', async () => {
    const { code } = await at('check', '--format', `json=${path('out/deep/a,b.json')}`);
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(path('out/deep/a,b.json'), 'utf8')).exitCode).toBe(1);
  });

  it('are not written over one another', async () => {
    const file = path('out.txt');
    const { code, err } = await at(
      'check',
      '--format',
      `json=${file}`,
      '--format',
      `agent=${file}`,
    );
    expect(code).toBe(2);
    expect(err).toContain(`Two formats would be written over one another in ${file}.`);
    expect(existsSync(file)).toBe(false);
  });

  it('are bad use where they cannot be written, and what is printed is printed', async () => {
    const { code, out, err } = await at(
      'check',
      ...['--format', 'json'],
      ...['--format', `sarif=${path('libs')}`],
    );
    expect(code).toBe(2);
    expect(JSON.parse(out).exitCode).toBe(1);
    expect(err).toMatch(/libs cannot be written: EISDIR.+\(OUTPUT_NOT_WRITTEN\)/s);
  });

  it('hold an empty patch where there is nothing to fix', async () => {
    repository.write({ 'old.patch': 'left over' });
    const args = ['fix', 'file-protocol-check', '--project', 'b', '--patch', path('old.patch')];
    expect((await at(...args)).out).toContain('old.patch is an empty patch.');
    expect(readFileSync(path('old.patch'), 'utf8')).toBe('');
  });

  it('of the workspace are not written through a link that leads out of it', async () => {
    symlinkSync('/tmp/standards-no-such-file', path('standards.baseline.json'));
    for (const args of [['baseline', '--force'], ['init']]) {
      if (args[0] === 'init') {
        rmSync(path('.gitignore'));
        symlinkSync('/tmp/standards-no-such-file', path('.gitignore'));
        rmSync(path('standards.baseline.json'));
      }
      const { code, err } = await at(...args);
      expect(code, args[0]).toBe(2);
      expect(err).toContain('leads out of the workspace');
    }
    expect(existsSync('/tmp/standards-no-such-file')).toBe(false);
  });
});

describe('a workspace in a folder of its repository', () => {
  it('gives its files from the root of the repository where they are looked for there', async () => {
    const root = path('frontend');
    repository.write({
      'frontend/package.json': {
        name: 'frontend',
        private: true,
        dependencies: { c: 'file:../c' },
      },
    });
    const printed = { out: '' };
    await main(
      [
        'check',
        ...files,
        '--root',
        root,
        '--format',
        'github',
        '--format',
        `sarif=${path('x.sarif')}`,
      ],
      () => ({
        out: (text) => void (printed.out += text),
        err: () => undefined,
        colour: false,
        width: 100,
        interactive: false,
      }),
    );
    expect(printed.out).toContain('::error file=frontend/package.json,line=5,');
    expect(
      JSON.parse(readFileSync(path('x.sarif'), 'utf8')).runs[0].results[0].locations[0]
        .physicalLocation.artifactLocation.uri,
    ).toBe('frontend/package.json');
  });
});

describe('names from the repository', () => {
  it('reach no terminal as commands', async () => {
    repository.write({
      'libs/\u001b[31mred/package.json': { name: '\u001b[31mred', private: true },
      ...byPath('d', '\u001b]0;title\u0007'),
    });
    const fingerprint: string = JSON.parse(
      (await at('check', ...files, '--format', 'json')).out,
    ).findings.find((one: { project: string }) => one.project === 'd').fingerprint;
    for (const args of [
      ['check'],
      ['fix', 'file-protocol-check'],
      ['explain', fingerprint],
      ['check', '--project', 'none'],
      ['baseline'],
    ]) {
      const { out, err } = await at(...args);
      expect(`${out}${err}`, args.join(' ')).not.toContain('\u001b');
      expect(`${out}${err}`.length).toBeGreaterThan(20);
    }
  });
});

describe('standards check --affected', () => {
  const affected = async (...args: string[]) => {
    const ran = await at('check', ...files, '--affected', '--format', 'json', ...args);
    return { ...ran, report: ran.out === '' ? undefined : JSON.parse(ran.out) };
  };

  it('is measured from the branch that nx.json names, here or at the origin', async () => {
    repository.git('branch', '--move', 'trunk');
    repository.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    repository.git('switch', '--quiet', '--create', 'work');
    repository.git('branch', '--delete', '--force', 'trunk');
    expect((await affected()).err).toContain('git knows no commit `main`');
    repository.write({ 'nx.json': { defaultBase: 'trunk' } });
    expect((await affected('--reader', 'npm')).code).toBe(0);
  });

  it('looks at every project when the gate itself changes: its configuration, baseline or local packs', async () => {
    const projects = async (): Promise<string[]> =>
      (await affected()).report.outcomes.flatMap((row: { skill: string; project: string }) =>
        row.skill === 'deps:file-protocol-check' ? [row.project] : [],
      );
    repository.write({
      'standards.config.json': { packs: ['./tools/acme'] },
      'tools/acme/index.mjs': `export default { name: 'acme', skills: [{
        meta: { id: 'acme:no-check', title: 'No', description: 'No.', scope: 'project', defaultMode: 'off', docs: 'x',
          messages: { m: { text: 'm', why: 'w' } }, options: { safeParse: (data) => ({ success: true, data }) },
          optionDocs: {}, inputs: { project: [], workspace: [] } },
        check() {},
      }] };`,
      'tools/acme/part.mjs': '',
      'standards.baseline.json': { version: 1, findings: [] },
      'tools/other.mjs': '',
    });
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=gate');
    expect(await projects()).toEqual([]);
    for (const file of [
      'standards.config.json',
      'standards.baseline.json',
      'tools/acme/part.mjs',
    ]) {
      repository.write({ [file]: `${repository.read(file)}\n` });
      expect(await projects(), file).toEqual(['a', 'b', 'c', 'small']);
      repository.git('checkout', '--quiet', '.');
    }
    repository.write({ 'tools/other.mjs': 'changed' });
    expect(await projects()).toEqual(['small']);
  });

  it('says that there is no git, and no repository', async () => {
    vi.stubEnv('PATH', '/nowhere');
    expect((await affected()).err).toContain('there is no git on the PATH');
    vi.unstubAllEnvs();
    rmSync(path('.git'), { recursive: true });
    vi.stubEnv('GIT_CEILING_DIRECTORIES', join(repository.root, '..'));
    const { code, err } = await affected();
    expect(code).toBe(2);
    expect(err).toContain('not a git repository');
  });

  it('compares with the baseline as it was named at the base, so that a change cannot adopt another', async () => {
    await at('baseline');
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=baseline');
    repository.git('switch', '--quiet', '--create', 'work');
    repository.write({ ...byPath('b', 'c'), 'standards.config.json': { baseline: 'mine.json' } });
    expect((await at('baseline')).code).toBe(0);
    expect((await at('check', ...files)).code).toBe(0);
    const { code, report } = await affected('--base', 'main');
    expect(code).toBe(1);
    expect(report.baseline.added.map((entry: { project: string }) => entry.project)).toEqual(['b']);
  });
});

describe('a baseline that is none', () => {
  it.each(['', '<<<<<<< HEAD\n{}\n=======\n>>>>>>> b\n'])(
    'of %j is written anew by --force',
    async (text) => {
      repository.write({ 'standards.baseline.json': text });
      const { code, err } = await at('check');
      expect(code).toBe(2);
      expect(err).toContain('standards baseline --force');
      expect((await at('baseline', '--force')).code).toBe(0);
      expect((await at('check')).code).toBe(0);
    },
  );

  it('because it is a folder accepts nothing in silence', async () => {
    repository.write({ 'standards.baseline.json/x': '' });
    const { code, err } = await at('check');
    expect(code).toBe(2);
    expect(err).toContain('standards.baseline.json cannot be read: it is a folder.');
  });
});

describe('where a fix is written', () => {
  it.each(['GITHUB_ACTIONS', 'TF_BUILD', 'JENKINS_URL', 'TEAMCITY_VERSION'])(
    'CI is known by %s too',
    async (mark) => {
      repository.git('switch', '--quiet', '--create', 'work');
      vi.stubEnv('CI', undefined);
      vi.stubEnv(mark, 'x');
      const { code, err } = await at('fix', '--write');
      expect(code).toBe(2);
      expect(err).toContain('A fix is not applied in CI');
    },
  );

  it('a link stays a link, and the file at its end is changed, patched and committed', async () => {
    repository.write({ 'real/package.json': { ...byPath('d', 'c')['libs/d/package.json'] } });
    repository.write({
      'real/package.json': readFileSync(path('real/package.json'), 'utf8').replace(
        '../c',
        '../libs/c',
      ),
    });
    symlinkSync('../real', path('libs/d'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=link');
    await at('fix', 'file-protocol-check', '--project', 'd', '--patch', path('d.patch'));
    repository.git('apply', '--check', 'd.patch');
    const { code } = await at('fix', 'file-protocol-check', '--project', 'd', '--branch', 'mend');
    expect(code).toBe(1);
    expect(repository.git('show', '--name-status', '--format=')).toBe('M\treal/package.json\n');
    expect(repository.read('real/package.json')).toContain('"c": "*"');
  });

  it('a file outside of the workspace is refused', async () => {
    const other = createRepository(byPath('d', 'c'));
    symlinkSync(join(other.root, 'libs/d'), path('libs/d'));
    repository.git('switch', '--quiet', '--create', 'work');
    const { code, err } = await at('fix', 'file-protocol-check', '--project', 'd', '--write');
    expect(code).toBe(2);
    expect(err).toContain('leads out of the workspace');
    expect(other.read('libs/d/package.json')).toContain('file:../c');
    other.remove();
  });

  it('line ends are committed as git keeps them', async () => {
    repository.git('config', 'core.autocrlf', 'true');
    const text = repository.read('libs/a/package.json').replaceAll('\n', '\r\n');
    repository.write({ 'libs/a/package.json': text });
    repository.git('add', '--renormalize', '.');
    expect((await at('fix', 'file-protocol-check', '--branch', 'mend')).code).toBe(0);
    expect(repository.git('show', '--numstat', '--format=')).toBe('1\t1\tlibs/a/package.json\n');
  });

  it('a branch whose name cannot be had changes no file', async () => {
    repository.git('branch', 'mend/one');
    const { code, err } = await at('fix', 'file-protocol-check', '--branch', 'mend');
    expect(code).toBe(2);
    expect(err).toContain('cannot lock ref');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('a hook that fails after the checkout does not undo what is done', async () => {
    repository.write({ '.git/hooks/post-checkout': '#!/bin/sh\nexit 1\n' });
    chmodSync(path('.git/hooks/post-checkout'), 0o755);
    expect((await at('fix', 'file-protocol-check', '--branch', 'mend')).code).toBe(0);
    expect(repository.git('branch', '--show-current').trim()).toBe('mend');
  });

  it('needs a commit to branch from', async () => {
    rmSync(path('.git'), { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=work');
    const { code, err } = await at('fix', 'file-protocol-check', '--branch', 'mend');
    expect(code).toBe(2);
    expect(err).toContain('There is no commit yet that `mend` could start from.');
  });
});
