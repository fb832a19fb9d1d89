import { describe, expect, it } from 'vitest';
import { toySkill, toyWideSkill } from '../testing/toy-skill.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import { createConfig, parseConfigInput, readConfigInput } from './load-config.ts';

const skills = [toySkill, toyWideSkill];
const project = { id: 'a', name: '@s/a', root: 'libs/a', manifest: undefined, tags: [] };

function problemsOf(input: unknown): string {
  try {
    createConfig(parseConfigInput(input), skills);
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return error instanceof Error ? error.message : '';
  }
  return 'valid';
}

describe('standards.config.json', () => {
  it('is optional, and everything has a default', () => {
    expect(readConfigInput(memoryFiles({}))).toBeUndefined();
    const config = createConfig(undefined, skills);
    expect(config.file).toBeUndefined();
    expect(config.packs).toEqual([]);
    expect(config.baseline).toBe('standards.baseline.json');
    expect(config.protectedBranches).toEqual(['main', 'master', 'release/*']);
    expect(config.modeOf(toySkill, project)).toBe('enforce');
    expect(config.modeOf(toyWideSkill, project)).toBe('warn');
    expect(config.optionsOf(toySkill)).toEqual({ field: 'tidy' });
    expect(config.history).toEqual({ retentionDays: 400 });
  });

  it('is read', () => {
    const text = JSON.stringify({
      $schema: 'x',
      packs: ['./pack'],
      defaultMode: 'advisory',
      baseline: 'b.json',
      protectedBranches: ['trunk'],
      skills: { 'toy:tidy-check': { mode: 'warn', options: { field: 'neat' } } },
    });
    const config = createConfig(
      readConfigInput(memoryFiles({ 'standards.config.json': text })),
      skills,
    );
    expect(config.file).toBe('standards.config.json');
    expect(config.packs).toEqual(['./pack']);
    expect(config.baseline).toBe('b.json');
    expect(config.protectedBranches).toEqual(['trunk']);
    expect(config.modeOf(toySkill, project)).toBe('warn');
    expect(config.modeOf(toyWideSkill, project)).toBe('advisory');
    expect(config.optionsOf(toySkill)).toEqual({ field: 'neat' });
  });

  it('says whether runs are recorded, and for how long', () => {
    const historyOf = (history: unknown) =>
      createConfig(parseConfigInput({ history }), skills).history;
    expect(historyOf(false)).toBeUndefined();
    expect(historyOf(true)).toEqual({ retentionDays: 400 });
    expect(historyOf({})).toEqual({ retentionDays: 400 });
    expect(historyOf({ retentionDays: 1 })).toEqual({ retentionDays: 1 });
  });

  describe('waivers', () => {
    const waiver = {
      fingerprint: '00112233445566778899',
      skill: 'toy:tidy-check',
      project: 'a',
      reason: 'It goes next month.',
      owner: 'team-a',
      until: '2026-12-31',
    };
    const configOf = (given: object, more: object = {}) =>
      createConfig(
        parseConfigInput({ waivers: [{ ...waiver, ...given }], ...more }),
        skills,
        '2026-11-26',
      );

    it('are read, also those whose day is over', () => {
      expect(configOf({}).waivers).toEqual([waiver]);
      expect(configOf({ until: '2020-02-29' }).waivers[0]?.until).toBe('2020-02-29');
      expect(createConfig(undefined, skills)).toMatchObject({ waivers: [], maxWaiverDays: 180 });
    });

    it('end at most 180 days from now, or as many as the configuration says', () => {
      expect(configOf({ until: '2027-05-25' }).waivers).toHaveLength(1);
      expect(() => configOf({ until: '2027-05-26' })).toThrow(
        'waivers.0.until: 2027-05-26 is more than 180 days away. The latest day is 2027-05-25; "maxWaiverDays" sets how far it may be.',
      );
      expect(configOf({ until: '2026-11-27' }, { maxWaiverDays: 1 }).waivers).toHaveLength(1);
      expect(() => configOf({ until: '2026-11-28' }, { maxWaiverDays: 1 })).toThrow('1 days away');
    });

    it.each([
      [{ until: '2026-02-30' }, 'waivers.0.until: expected a day: "2026-12-31".'],
      [{ until: '31.12.2026' }, 'waivers.0.until: expected a day: "2026-12-31".'],
      [{ until: '2026-12-31T00:00:00Z' }, 'waivers.0.until: expected a day: "2026-12-31".'],
      [
        { reason: undefined },
        'waivers.0.reason: Invalid input: expected string, received undefined.',
      ],
      [{ reason: ' ' }, 'waivers.0.reason: expected a text that says something.'],
      [{ owner: '' }, 'waivers.0.owner: expected a text that says something.'],
      [{ fingerprint: '0011' }, 'waivers.0.fingerprint: expected the 20 digits of a fingerprint.'],
      [{ untill: 1 }, 'waivers.0: unknown key `untill`. Did you mean `until`?'],
      [
        { skill: 'toy:tidy-chek' },
        'waivers.0.skill: unknown skill `toy:tidy-chek`. Did you mean `toy:tidy-check`?',
      ],
      [
        { skill: 'standards:read' },
        'waivers.0: standards:read cannot be waived: what is not read is not checked.',
      ],
    ])('are refused with %j', (given, line) => {
      expect(() => configOf(given)).toThrow(`  - ${line}\n`);
    });

    it('name a finding once', () => {
      const twice = parseConfigInput({ waivers: [waiver, { ...waiver, owner: 'team-b' }] });
      expect(() => createConfig(twice, skills, '2026-11-26')).toThrow(
        'waivers.1: waives what waivers.0 waives.',
      );
    });
  });

  it('says on which line it is no JSON', () => {
    expect(() => readConfigInput(memoryFiles({ 'standards.config.json': '{\n"a": }' }))).toThrow(
      /^standards\.config\.json:2 is not valid JSON: [^]+ Mend the file, or remove it and run `standards init`\.$/,
    );
  });

  it.each([
    [{ history: 'off' }, 'history: expected true, false or { "retentionDays": 400 }.'],
    [
      { history: { retentionDay: 3 } },
      'history: unknown key `retentionDay`. Did you mean `retentionDays`?',
    ],
    [
      { history: { retentionDays: 0 } },
      'history.retentionDays: Too small: expected number to be >0.',
    ],
    [{ skils: {} }, 'unknown key `skils`. Did you mean `skills`?'],
    [
      { skills: { 'toy:tidy-chek': 'off' } },
      'skills: unknown skill `toy:tidy-chek`. Did you mean `toy:tidy-check`?',
    ],
    [
      { skills: { 'zzz:zzz': 'off' } },
      'skills: unknown skill `zzz:zzz`. Known: toy:tidy-check, toy:twin-check.',
    ],
    [
      { skills: { 'toy:tidy-check': { mod: 'off' } } },
      'skills.toy:tidy-check: unknown key `mod`. Did you mean `mode`?',
    ],
    [
      { skills: { 'toy:tidy-check': { options: { fild: 'x' } } } },
      'skills.toy:tidy-check.options: unknown key `fild`. Did you mean `field`?',
    ],
    [
      { skills: { 'toy:tidy-check': { options: { field: 1 } } } },
      'skills.toy:tidy-check.options.field: Invalid input: expected string, received number.',
    ],
    [
      { skills: { 'toy:tidy-check': 'sometimes' } },
      'skills.toy:tidy-check: unknown mode `sometimes`. Known: off, advisory, warn, enforce.',
    ],
    [
      { skills: { 'toy:tidy-check': 'enforced' } },
      'skills.toy:tidy-check: unknown mode `enforced`. Did you mean `enforce`?',
    ],
    [
      { skills: { 'toy:tidy-check': { mode: 'wran' } } },
      'skills.toy:tidy-check.mode: unknown mode `wran`. Did you mean `warn`?',
    ],
    [
      { skills: { 'toy:tidy-check': { projects: { 'libs/*': 'of' } } } },
      'skills.toy:tidy-check.projects.libs/*: unknown mode `of`. Did you mean `off`?',
    ],
    [
      { skills: { 'toy:tidy-check': 5 } },
      'skills.toy:tidy-check: expected a mode (off, advisory, warn, enforce) or an object with mode, options, projects.',
    ],
    [{ defaultMode: 'advisry' }, 'defaultMode: unknown mode `advisry`. Did you mean `advisory`?'],
    ...['', '/tmp/b.json', 'C:\\b.json', '..', '../b.json', 'a/../../b.json', './'].map(
      (baseline): [object, string] => [
        { baseline },
        'baseline: expected the path of a file inside the workspace.',
      ],
    ),
    [[], 'Invalid input: expected object, received array.'],
  ])('refuses %j', (input, line) => {
    expect(problemsOf(input).split('\n')).toContain(`  - ${line}`);
  });

  it('takes comments and trailing commas', () => {
    const text = '{\n  // why\n  "defaultMode": "warn", /* for now */\n}\n';
    expect(readConfigInput(memoryFiles({ 'standards.config.json': text }))).toEqual({
      defaultMode: 'warn',
    });
  });

  it.each([
    ['standards.config.json/x', 'standards.config.json cannot be read: it is a folder.'],
    [
      'standards.config.ts',
      'standards.config.ts is not read: the configuration is standards.config.json, in JSON. Rename the file, or remove it.',
    ],
    ['.standards.config.yaml', '.standards.config.yaml is not read'],
    ['standard.config.json', 'standard.config.json is not read'],
  ])('is not left out in silence as %s', (name, message) => {
    expect(() => readConfigInput(memoryFiles({ [name]: '{}' }))).toThrow(
      expect.objectContaining({
        code: 'CONFIG_UNREADABLE',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('refuses the name of a project that is none; a glob may speak of what may come', () => {
    const withProjects = (...names: string[]) =>
      createConfig(
        {
          skills: {
            'toy:tidy-check': { projects: Object.fromEntries(names.map((name) => [name, 'off'])) },
          },
        },
        skills,
      );
    expect(() => withProjects('@s/b', 'lib/a').assertProjects([project])).toThrow(
      /\n {2}- skills\.toy:tidy-check\.projects: there is no project `@s\/b`\. .+\n {2}- skills\.toy:tidy-check\.projects: there is no project `lib\/a`\. Did you mean `libs\/a`\?\n/,
    );
    expect(() =>
      withProjects('a', '@s/a', 'libs/a', 'app/*').assertProjects([project]),
    ).not.toThrow();
  });

  it('blames the pack whose schema of options breaks', () => {
    const broken = {
      ...toySkill,
      meta: {
        ...toySkill.meta,
        options: {
          safeParse: () => {
            throw new Error('boom');
          },
        },
      },
    };
    expect(() => createConfig(undefined, [broken])).toThrow(
      expect.objectContaining({
        code: 'PACK_NOT_LOADED',
        message:
          'The options of toy:tidy-check cannot be parsed, because its schema broke: Error: boom.',
      }),
    );
  });

  it('names everything that is wrong at once, and where the schema is', () => {
    const message = problemsOf({ skills: { x: 'off', y: 'off' } });
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toMatch(/^standards\.config\.json is not valid:\n/);
    expect(message).toMatch(
      /\nThe schema is config\.schema\.json of the package @h-j-petroleum\/standards\.$/,
    );
  });

  it('sets modes by id, name, root or glob; the last match holds', () => {
    const modeWith = (projects: Record<string, 'off' | 'advisory'>, of = project) =>
      createConfig({ skills: { 'toy:tidy-check': { projects } } }, skills).modeOf(toySkill, of);
    for (const name of ['a', '@s/a', 'libs/a', 'libs/*', '@s/*', '**', '{a,b}']) {
      expect(modeWith({ [name]: 'off' }), name).toBe('off');
    }
    expect(modeWith({ b: 'off', 'apps/*': 'off' })).toBe('enforce');
    expect(modeWith({ 'libs/*': 'off', a: 'advisory' })).toBe('advisory');
    expect(modeWith({ a: 'advisory', 'libs/*': 'off' })).toBe('off');
    expect(modeWith({ '.': 'off' }, { ...project, id: 'root', name: 'root', root: '' })).toBe(
      'off',
    );
    expect(modeWith({ '.': 'off' })).toBe('enforce');
  });
});
