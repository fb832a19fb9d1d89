import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPolicies, ownPolicies } from './load-policies.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const sound = {
  name: 'one',
  version: 1,
  title: 'One',
  steps: [{ name: 'only', deciders: [{ role: 'r' }] }],
};

describe('the folder of policies', () => {
  it('that comes with the service is sound', () => {
    expect([...loadPolicies(ownPolicies()).keys()]).toStrictEqual([
      'deployment',
      'proposed-fix',
      'purchase',
      'timesheet',
    ]);
  });

  it('gives its policies by name, and takes no other file for one', () => {
    writeFileSync(join(folder, 'one.json'), JSON.stringify(sound));
    writeFileSync(join(folder, 'README.md'), '# Ours');
    expect(loadPolicies(folder).get('one')?.title).toBe('One');
  });

  it('is refused with all that is wrong, each with its file and place', () => {
    writeFileSync(join(folder, 'one.json'), JSON.stringify({ ...sound, version: 0, steps: [] }));
    writeFileSync(join(folder, 'two.json'), JSON.stringify({ ...sound, name: 'other' }));
    writeFileSync(join(folder, 'three.json'), '{"name": ');
    expect(() => loadPolicies(folder)).toThrow(
      [
        `The policies in ${folder} can't be used:`,
        '  one.json: version: Too small: expected number to be >=1',
        '  one.json: steps: Too small: expected array to have >=1 items',
        '  three.json: Unexpected end of JSON input',
        '  two.json: name: the file of "other" must be called other.json',
        'Mend them and start the service again.',
      ].join('\n'),
    );
  });

  it('is refused where it has none', () => {
    expect(() => loadPolicies(join(folder, 'none'))).toThrow('there is no file *.json in it');
  });
});
