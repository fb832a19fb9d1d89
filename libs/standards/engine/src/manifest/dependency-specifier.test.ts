import { describe, expect, it } from 'vitest';
import { parseSpecifier } from './dependency-specifier.ts';

const path = (path: string, protocol = '') => ({
  kind: 'path',
  protocol,
  path,
  absolute: false,
  tarball: false,
});
const absolute = (given: string, protocol = '') => ({ ...path(given, protocol), absolute: true });
const git = (address: string, committish?: string) => ({ kind: 'git', address, committish });
const registry = (range: string) => ({ kind: 'registry', range });

const table: readonly (readonly [string, unknown])[] = [
  ['', registry('')],
  ['*', registry('*')],
  ['latest', registry('latest')],
  [' ^1.2.3 ', registry('^1.2.3')],
  ['>=1 <2 || ~3.0.0', registry('>=1 <2 || ~3.0.0')],
  ['1.0.0 - 2.0.0', registry('1.0.0 - 2.0.0')],
  ['~', registry('~')],
  ['~1.2', registry('~1.2')],
  ['.5', registry('.5')],

  ['..', path('..')],
  ['.', path('.')],
  ['./x', path('./x')],
  ['..\\x', path('../x')],
  ['a/b/c', path('a/b/c')],
  ['@s/x', path('@s/x')],
  ['.hidden/x', path('.hidden/x')],
  ['foo-1.0.0.tgz', { ...path('foo-1.0.0.tgz'), tarball: true }],
  ['foo.TAR.GZ', { ...path('foo.TAR.GZ'), tarball: true }],
  ['./foo.tar', { ...path('./foo.tar'), tarball: true }],
  ['./foo.tarx', path('./foo.tarx')],
  ['./a%20b', path('./a%20b')],
  ['/x', absolute('/x')],
  ['~/x', absolute('~/x')],
  ['c:\\x', absolute('c:/x')],
  ['\\\\server\\x', absolute('//server/x')],

  ['file:../x', path('../x', 'file')],
  ['  FILE:..\\x', path('../x', 'file')],
  ['file:x', path('x', 'file')],
  ['file:', path('', 'file')],
  ['file:%2e%2e/x', path('../x', 'file')],
  ['file:a%zz', path('a%zz', 'file')],
  ['file://../x', path('../x', 'file')],
  ['file:///./x', path('./x', 'file')],
  ['file:///x', absolute('///x', 'file')],
  ['file://host/x', absolute('//host/x', 'file')],
  ['file:C:\\x', absolute('C:/x', 'file')],
  ['file:~/x', absolute('~/x', 'file')],
  ['file:../x-1.0.0.tgz', { ...path('../x-1.0.0.tgz', 'file'), tarball: true }],
  ['link:./x', path('./x', 'link')],
  ['portal:../x::locator=a', path('../x', 'portal')],
  ['git+file:///x', absolute('///x', 'git+file')],

  ['a/b', git('a/b')],
  ['a/b#semver:^1', git('a/b', 'semver:^1')],
  ['git@github.com:o/r.git#v1', git('git@github.com:o/r.git', 'v1')],
  ['git@localhost:o/r', git('git@localhost:o/r')],
  ['me@host.example:o/r', git('me@host.example:o/r')],
  ['git+ssh://git@h/o/r#x', git('git+ssh://git@h/o/r', 'x')],
  ['GIT+HTTPS://h/o/r', git('GIT+HTTPS://h/o/r')],
  ['git://h/o/r', git('git://h/o/r')],
  ['ssh://git@h/o/r', git('ssh://git@h/o/r')],
  ['github:o/r', git('github:o/r')],
  ['gitlab:o/r', git('gitlab:o/r')],
  ['bitbucket:o/r', git('bitbucket:o/r')],
  ['gist:11081aaa', git('gist:11081aaa')],
  ['sourcehut:~o/r', git('sourcehut:~o/r')],
  ['https://github.com/o/r', git('https://github.com/o/r')],
  ['https://www.github.com/o/r/', git('https://www.github.com/o/r/')],
  ['https://me:pw@gitlab.com/o/r#v1', git('https://me:pw@gitlab.com/o/r', 'v1')],
  ['http://bitbucket.org/o/r', git('http://bitbucket.org/o/r')],
  ['https://h/x.git#v1', git('https://h/x.git', 'v1')],
  ['https://h/x.git', git('https://h/x.git')],

  ['https://h/x.gitx', { kind: 'web', address: 'https://h/x.gitx' }],
  ['http://h/x-1.0.0.tgz', { kind: 'web', address: 'http://h/x-1.0.0.tgz' }],
  [
    'https://github.com/o/r/archive/v1.tar.gz',
    { kind: 'web', address: 'https://github.com/o/r/archive/v1.tar.gz' },
  ],

  ['ftp://h/x-1.0.0.tgz', { kind: 'web', address: 'ftp://h/x-1.0.0.tgz' }],
  ['S3://bucket/x', { kind: 'web', address: 'S3://bucket/x' }],
  ['svn+https://h/x', { kind: 'web', address: 'svn+https://h/x' }],
  ['cdn:x-1.0.0.tgz', { kind: 'web', address: 'cdn:x-1.0.0.tgz' }],
  ['host.example:o/r.git#v1', git('host.example:o/r.git', 'v1')],
  ['gh:@acme/x@^1', { kind: 'other', protocol: 'gh' }],
  ['runtime:^22', { kind: 'other', protocol: 'runtime' }],
  ['custom:/x', { kind: 'other', protocol: 'custom' }],

  ['workspace:*', { kind: 'workspace', name: undefined, range: '*' }],
  ['workspace:1.x', { kind: 'workspace', name: undefined, range: '1.x' }],
  ['workspace:@s/x@^1', { kind: 'workspace', name: '@s/x', range: '^1' }],
  ['workspace:x@*', { kind: 'workspace', name: 'x', range: '*' }],
  ['workspace:..\\x', { kind: 'workspace-path', path: '../x', absolute: false }],
  ['workspace:packages/x', { kind: 'workspace-path', path: 'packages/x', absolute: false }],
  ['workspace:/x', { kind: 'workspace-path', path: '/x', absolute: true }],

  ['catalog:', { kind: 'catalog', catalog: 'default' }],
  ['catalog:default', { kind: 'catalog', catalog: 'default' }],
  ['catalog: react18 ', { kind: 'catalog', catalog: 'react18' }],

  ['npm:y@^1', { kind: 'alias', name: 'y', target: registry('^1') }],
  ['NPM:@s/y@1', { kind: 'alias', name: '@s/y', target: registry('1') }],
  ['npm:y', { kind: 'alias', name: 'y', target: registry('') }],
  ['npm:7zip', { kind: 'alias', name: '7zip', target: registry('') }],
  ['npm:xstate', { kind: 'alias', name: 'xstate', target: registry('') }],
  ['npm:^1', registry('^1')],
  ['npm:1.x', registry('1.x')],
  ['npm:v1', registry('v1')],
  ['npm:*', registry('*')],
  ['npm:', registry('')],
  ['npm:../x', path('../x')],
  ['npm: file:../x', path('../x', 'file')],
  ['npm:github:o/r', git('github:o/r')],
  ['npm:o/r', git('o/r')],
  ['npm:>=1 <2 || 3', registry('>=1 <2 || 3')],
  ['npm:@s/y@file:../x', { kind: 'alias', name: '@s/y', target: path('../x', 'file') }],
  ['npm:y@ ../x', { kind: 'alias', name: 'y', target: path('../x') }],

  [
    'patch:x@npm%3A1.0.0#./p.patch',
    { kind: 'patch', name: 'x', target: registry('1.0.0'), suffix: '#./p.patch' },
  ],
  [
    'patch:@s/x@file%3A../x#p',
    { kind: 'patch', name: '@s/x', target: path('../x', 'file'), suffix: '#p' },
  ],
  ['patch:x@1.0.0', { kind: 'patch', name: 'x', target: registry('1.0.0'), suffix: '' }],
  ['patch:x', { kind: 'patch', name: 'x', target: registry(''), suffix: '' }],
  ['patch:', { kind: 'other', protocol: 'patch' }],

  ['jsr:@std/x@1', { kind: 'jsr', spec: '@std/x@1' }],
  ['$react', { kind: 'reference', name: 'react' }],
  ['$@s/x', { kind: 'reference', name: '@s/x' }],
  ['$HOME/x', git('$HOME/x')],
  ['${HOME}/x/y', path('${HOME}/x/y')],
  ['$HOME\\x', path('$HOME/x')],
  ['-', { kind: 'removal' }],
  ['exec:./gen.js', { kind: 'exec', script: './gen.js' }],
  ['Custom:x', { kind: 'other', protocol: 'custom' }],
];

describe('parseSpecifier', () => {
  it.each(table)('reads %j', (text, specifier) => {
    expect(parseSpecifier(text)).toEqual(specifier);
  });

  it('stops at aliases of aliases, however many there are', () => {
    expect(parseSpecifier('npm:a@npm:b@npm:c@npm:d@1')).toEqual({
      kind: 'alias',
      name: 'a',
      target: {
        kind: 'alias',
        name: 'b',
        target: {
          kind: 'alias',
          name: 'c',
          target: { kind: 'alias', name: 'd', target: registry('1') },
        },
      },
    });
    expect(JSON.stringify(parseSpecifier('npm:a@'.repeat(100_000)))).toContain('"kind":"other"');
    expect(JSON.stringify(parseSpecifier('patch:a@'.repeat(100_000)))).toContain('"kind":"other"');
  });
});
