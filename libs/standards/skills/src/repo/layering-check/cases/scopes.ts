import type { Case } from '@h-j-petroleum/standards-engine/testing';

const root = { name: 'root', private: true, workspaces: ['packages/*'] };

const scopes = [
  { name: 'toolkit', match: ['toolkit-*'], mayUse: ['vector'] },
  { name: 'vector', match: ['vector-*'] },
  { name: 'shop', match: ['shop-*'] },
];

/** Scopes and bans, direct and by a longer way. */
export const scopeCases: readonly Case[] = [
  {
    name: 'a scope uses itself and what it may use',
    kind: 'valid',
    options: { scopes },
    tree: {
      'package.json': root,
      'packages/toolkit-a/package.json': {
        name: 'toolkit-a',
        dependencies: { 'toolkit-b': '*', 'vector-core': '*' },
      },
      'packages/toolkit-b/package.json': { name: 'toolkit-b' },
      'packages/vector-core/package.json': { name: 'vector-core' },
      'packages/shop-web/package.json': { name: 'shop-web', dependencies: { 'toolkit-a': '*' } },
    },
    findings: [],
  },
  {
    name: 'a scope uses another that it may not use, and one that has no scope',
    kind: 'invalid',
    options: { scopes },
    tree: {
      'package.json': root,
      'packages/toolkit-a/package.json': {
        name: 'toolkit-a',
        peerDependencies: { 'shop-web': '*' },
        optionalDependencies: { other: '*' },
      },
      'packages/other/package.json': { name: 'other' },
      'packages/shop-web/package.json': { name: 'shop-web' },
    },
    findings: [
      {
        message: 'scope',
        project: 'toolkit-a',
        file: 'packages/toolkit-a/package.json',
        line: 4,
        expected: 'only projects of toolkit, vector',
        actual: 'packages/toolkit-a/package.json:4 has shop-web in peerDependencies',
        text: 'toolkit-a in scope toolkit reaches shop-web, which that scope may not use: packages/toolkit-a/package.json:4 has shop-web in peerDependencies',
        fixable: false,
      },
      {
        message: 'scope',
        project: 'toolkit-a',
        file: 'packages/toolkit-a/package.json',
        line: 7,
        expected: 'only projects of toolkit, vector',
        actual: 'packages/toolkit-a/package.json:7 has other in optionalDependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a scope reaches another through one that it may use',
    kind: 'invalid',
    options: { scopes },
    tree: {
      'package.json': root,
      'packages/toolkit-a/package.json': { name: 'toolkit-a', dependencies: { 'toolkit-b': '*' } },
      'packages/toolkit-b/package.json': {
        name: 'toolkit-b',
        dependencies: { 'vector-core': '*' },
      },
      'packages/toolkit-b/src/b.ts': "\nexport * from 'vector-core';\n",
      'packages/vector-core/package.json': { name: 'vector-core' },
      'packages/vector-core/src/core.ts': "const shop = await import('shop-web');\n",
      'packages/shop-web/package.json': { name: 'shop-web' },
    },
    findings: [
      {
        message: 'scope',
        project: 'toolkit-b',
        file: 'packages/toolkit-b/src/b.ts',
        line: 2,
        expected: 'only projects of toolkit, vector',
        actual:
          'packages/toolkit-b/src/b.ts:2 imports vector-core -> packages/vector-core/src/core.ts:1 imports shop-web',
        fixable: false,
      },
    ],
  },
  {
    name: 'what a dependency needs for its own development is not reached',
    kind: 'edge',
    options: { scopes },
    tree: {
      'package.json': root,
      'packages/toolkit-b/package.json': {
        name: 'toolkit-b',
        dependencies: { 'vector-core': '*' },
      },
      'packages/vector-core/package.json': {
        name: 'vector-core',
        devDependencies: { 'shop-web': '*' },
      },
      'packages/vector-core/src/core.test.ts': "import 'shop-web';\n",
      'packages/shop-web/package.json': { name: 'shop-web' },
    },
    findings: [],
  },
  {
    name: 'a ban by a longer way',
    kind: 'invalid',
    options: {
      never: [{ from: ['web'], to: ['driver'], reason: 'browsers have no sockets' }],
    },
    tree: {
      'package.json': root,
      'packages/web/package.json': { name: 'web', dependencies: { model: '*' } },
      'packages/model/package.json': { name: 'model', dependencies: { store: '*' } },
      'packages/store/package.json': { name: 'store', dependencies: { driver: '*' } },
      'packages/driver/package.json': { name: 'driver' },
    },
    findings: [
      {
        message: 'never',
        project: 'web',
        file: 'packages/web/package.json',
        line: 4,
        expected: 'no way from web to driver',
        actual:
          'packages/web/package.json:4 has model in dependencies -> packages/model/package.json:4 has store in dependencies -> packages/store/package.json:4 has driver in dependencies',
        text: 'web must not reach driver (browsers have no sockets): packages/web/package.json:4 has model in dependencies -> packages/model/package.json:4 has store in dependencies -> packages/store/package.json:4 has driver in dependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a ban of direct use alone allows the longer way',
    kind: 'edge',
    options: {
      never: [
        { from: ['web'], to: ['driver'], reason: 'browsers have no sockets', direct: true },
        { from: ['model'], to: ['driver'], reason: 'models hold no state', direct: true },
      ],
    },
    tree: {
      'package.json': root,
      'packages/web/package.json': { name: 'web', dependencies: { model: '*' } },
      'packages/model/package.json': { name: 'model', dependencies: { driver: '*' } },
      'packages/driver/package.json': { name: 'driver' },
    },
    findings: [
      {
        message: 'never',
        project: 'model',
        file: 'packages/model/package.json',
        line: 4,
        expected: 'no way from model to driver',
        actual: 'packages/model/package.json:4 has driver in dependencies',
        fixable: false,
      },
    ],
  },
];
