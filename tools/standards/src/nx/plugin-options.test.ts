import { describe, expect, it } from 'vitest';
import { partFile } from './plugin-options.ts';

describe('partFile', () => {
  it('is where Nx puts the output when it fills in the name', () => {
    expect(partFile('a')).toBe('.standards/outcomes/a.json');
    expect(partFile('@acme/a')).toBe('.standards/outcomes/@acme/a.json');
    expect(partFile('a..b')).toBe('.standards/outcomes/a..b.json');
  });

  it.each(['../../etc/x', '..', 'a/../../b', String.raw`a\..\..\b`])(
    'refuses %s, which leads out of the folder',
    (name) => {
      expect(() => partFile(name)).toThrow(
        `The project's name ${JSON.stringify(name)} leads out of a folder.`,
      );
    },
  );
});
