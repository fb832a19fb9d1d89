import { describe, expect, it } from 'vitest';
import { readRepository } from './repository.ts';

describe('readRepository', () => {
  it.each([
    ['Acme/Source', 'github.com/acme/source', 'git+https://github.com/Acme/Source.git'],
    ['github:acme/source', 'github.com/acme/source', 'git+https://github.com/acme/source.git'],
    ['gitlab:a/b/c', 'gitlab.com/a/b/c', 'git+https://gitlab.com/a/b/c.git'],
    ['bitbucket:a/b', 'bitbucket.org/a/b', 'git+https://bitbucket.org/a/b.git'],
    ['gist:0123abc', 'gist.github.com/0123abc', 'git+https://gist.github.com/0123abc.git'],
    ['https://github.com/a/b', 'github.com/a/b', 'https://github.com/a/b'],
    ['https://github.com/a/b.git/', 'github.com/a/b', 'https://github.com/a/b.git/'],
    ['git+https://GitHub.com/a/b.git', 'github.com/a/b', 'git+https://GitHub.com/a/b.git'],
    ['git+ssh://git@host.example:22/a/b', 'host.example/a/b', 'git+ssh://git@host.example:22/a/b'],
    ['git@github.com:a/b.git', 'github.com/a/b', 'git@github.com:a/b.git'],
    ['git://localhost/a/b#main', 'localhost/a/b', 'git://localhost/a/b#main'],
  ])('reads %s', (text, key, url) => {
    expect(readRepository(text)).toEqual({ key, url, directory: undefined });
    expect(readRepository({ url: ` ${text} `, directory: 'x' })).toEqual({
      key,
      url,
      directory: 'x',
    });
  });

  it.each([
    '',
    'somewhere',
    'github:alone',
    'host.example:a/b c',
    'https://',
    'https://host.example/',
    'a b/c',
    'gist:',
    'svn:a/b',
  ])('does not read %j', (text) => {
    expect(readRepository(text)).toBe(undefined);
  });

  it.each([[undefined], [null], [5], [['a/b']], [{}], [{ url: 5 }], [{ directory: 'x' }]])(
    'does not read %j',
    (value) => {
      expect(readRepository(value)).toBe(undefined);
    },
  );

  it('takes no folder that is no text', () => {
    expect(readRepository({ url: 'a/b', directory: 5 })?.directory).toBe(undefined);
  });
});
