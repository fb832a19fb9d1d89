import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';
import { main } from './main.ts';

const now = new Date('2026-11-26T12:00:00.000Z');
let repository: Repository;

beforeEach(() => {
  for (const name of ['NX_BASE', 'NX_HEAD', 'STANDARDS_HISTORY', 'STANDARDS_DATABASE_URL']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('CI', 'false');
  // The clock alone: what waits for files goes on.
  vi.useFakeTimers({ toFake: ['Date'], now });
  repository = createRepository({
    ...smallWorkspace,
    'standards.config.json': `{
  // Why this is so is written down here.
  "skills": { "deps:file-protocol-check": "enforce" }, // and here
}
`,
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  repository.remove();
});

async function at(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main([...args, '--root', repository.root], () => ({
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    ...{ colour: false, width: 200, interactive: false },
  }));
  return { code, ...printed };
}

const skill = ['--skill', 'deps:file-protocol-check'];
const checked = async (...args: string[]) => {
  const { code, out } = await at('check', '--format', 'json', ...skill, ...args);
  return { code, report: JSON.parse(out) };
};
const fingerprint = async (): Promise<string> => (await checked()).report.findings[0].fingerprint;
const words = (until: string, owner = 'team-a') => [
  ...['--reason', 'The registry "moves" next month.', '--owner', owner, '--until', until],
];
const onBranch = (): void => void repository.git('checkout', '--quiet', '-b', 'work');

describe('standards waive', () => {
  it('shows the patch, and writes nothing', async () => {
    const before = repository.read('standards.config.json');
    const { code, out } = await at('waive', await fingerprint(), ...words('2026-12-31'));
    expect(code).toBe(0);
    expect(out).toContain('+++ b/standards.config.json');
    expect(out).toContain('+      "owner": "team-a",');
    expect(out).toContain('Nothing is written; add --write, --branch NAME or --patch FILE.');
    expect(repository.read('standards.config.json')).toBe(before);
  });

  it('writes it, keeps comments, and a second time changes nothing', async () => {
    onBranch();
    const found = await fingerprint();
    const prefix = found.slice(0, 8);
    expect((await at('waive', prefix, ...words('2026-12-31'), '--write')).code).toBe(0);
    const written = repository.read('standards.config.json');
    expect(written).toContain('// Why this is so is written down here.');
    expect(written).toContain('// and here');
    expect(written).toContain(`"fingerprint": "${found}"`);
    expect(await checked()).toMatchObject({
      code: 0,
      report: { summary: { waived: 1, findings: { enforce: 0 } }, exitCode: 0 },
    });
    const again = await at('waive', prefix, ...words('2026-12-31'), '--write');
    expect(again.out).toContain('It is waived in these words already; nothing changes.');
    expect(repository.read('standards.config.json')).toBe(written);
  });

  it('gives what is waived already other words', async () => {
    onBranch();
    const found = await fingerprint();
    await at('waive', found, ...words('2026-12-31'), '--write');
    await at('waive', found, ...words('2027-01-31', 'team-b'), '--write');
    expect((await checked()).report.findings[0].waiver).toEqual({
      reason: 'The registry "moves" next month.',
      owner: 'team-b',
      until: '2027-01-31',
      state: 'holds',
    });
    expect(repository.read('.standards/fixes.jsonl').trim().split('\n')).toHaveLength(2);
  });

  it('makes a configuration where there is none, and commits on a branch', async () => {
    repository.git('rm', '--quiet', 'standards.config.json');
    repository.git('commit', '--quiet', '-m', 'none');
    const { code } = await at(
      ...['waive', await fingerprint(), ...words('2026-12-31'), '--branch', 'waivers'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(repository.read('standards.config.json')).waivers).toHaveLength(1);
    expect(repository.git('log', '-1', '--format=%B')).toMatch(
      /^chore\(standards\): deps:file-protocol-check: waived\n\n- a, until 2026-12-31, team-a: The registry "moves" next month\.\n\nStandards-Skill: /,
    );
  });

  it.each([
    [['0123456789', ...words('2026-12-31')], 'No finding of this workspace'],
    [['FOUND', ...words('2027-05-26')], '2027-05-26 is more than 180 days away'],
    [['FOUND', ...words('tomorrow')], 'waivers.0.until: expected a day'],
    [['FOUND', '--owner', 'a', '--until', '2026-12-31'], "'--reason <text>' not specified"],
    [['FOUND', ...words('2026-12-31', ' ')], 'It is empty.'],
    [['FOUND', ...words('2026-12-31'), '--write'], '`main` is a protected branch'],
    [['FOUND', ...words('2026-12-31'), '--write', '--patch', 'p'], 'give one'],
  ])('refuses %j', async (args, said) => {
    const before = repository.read('standards.config.json');
    const found = await fingerprint();
    const { code, err } = await at('waive', ...args.map((one) => (one === 'FOUND' ? found : one)));
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(repository.read('standards.config.json')).toBe(before);
  });
});

describe('a waiver', () => {
  it('counts again when its last day is over, and says whose it was', async () => {
    onBranch();
    await at('waive', await fingerprint(), ...words('2026-11-30'), '--write');
    vi.setSystemTime(new Date('2026-11-30T23:59:59.999Z'));
    expect((await checked()).code).toBe(0);
    vi.setSystemTime(new Date('2026-12-01T00:00:00.000Z'));
    const { code, out } = await at('check', ...skill);
    expect(code).toBe(1);
    expect(out).toContain('expired on 2026-11-30, owner team-a: it counts again');
  });

  it('accepts nothing in the change that adds it, nor in one that renews it', async () => {
    onBranch();
    const found = await fingerprint();
    await at('waive', found, ...words('2026-11-30'), '--write');
    repository.git('commit', '--quiet', '--all', '-m', 'waived');
    expect(await checked('--affected', '--base', 'main')).toMatchObject({
      code: 1,
      report: { waivers: { waived: 0, added: [{ fingerprint: found }] } },
    });
    repository.git('branch', '--force', 'main');
    repository.write({ 'libs/a/index.js': '' });
    expect(await checked('--affected', '--base', 'main')).toMatchObject({
      code: 0,
      report: { waivers: { waived: 1, added: [] } },
    });

    // It held and is made longer: it goes on holding. It was over and is renewed: not yet.
    await at('waive', found, ...words('2027-01-31'), '--write');
    expect((await checked('--affected', '--base', 'main')).code).toBe(0);
    vi.setSystemTime(new Date('2026-12-01T00:00:00.000Z'));
    expect(await checked('--affected', '--base', 'main')).toMatchObject({
      code: 1,
      report: { waivers: { waived: 0, added: [{ until: '2027-01-31' }] } },
    });
    expect((await checked()).code).toBe(0);
  });

  it('of a finding that is mended is told, and is gone from what is written', async () => {
    onBranch();
    await at('waive', await fingerprint(), ...words('2026-12-31'), '--write');
    repository.write({
      'libs/a/package.json': { name: 'a', version: '1.0.0', private: true, type: 'module' },
    });
    const { code, out } = await at('check', ...skill);
    expect(code).toBe(0);
    expect(out).toContain('not found any more; take it out of the configuration');
  });

  it('is no matter of the baseline, and what it keeps from counting is not mended unasked', async () => {
    onBranch();
    await at('waive', await fingerprint(), ...words('2026-12-31'), '--write');
    expect((await at('fix', 'deps:file-protocol-check')).out).toContain('Nothing to fix.');
    await at('baseline');
    const { findings } = JSON.parse(repository.read('standards.baseline.json'));
    expect(
      findings.filter((one: { skill: string }) => one.skill === 'deps:file-protocol-check'),
    ).toEqual([]);
  });
});
