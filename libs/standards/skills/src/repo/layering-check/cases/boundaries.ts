import type { Case } from '@h-j-petroleum/standards-engine/testing';

const root = { name: 'root', private: true, workspaces: ['packages/*'] };

const model = {
  name: '@s/model',
  exports: {
    '.': { types: './dist/index.d.ts', default: './src/index.ts' },
    './shapes/*': './src/shapes/*.ts',
    './shapes/private/*': null,
    './package.json': './package.json',
  },
};

/** Deep and relative imports into other packages, and sources that cannot be parsed. */
export const boundaryCases: readonly Case[] = [
  {
    name: 'imports by what the package exports',
    kind: 'valid',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/app/package.json': {
        name: '@s/app',
        imports: { '#model': '@s/model' },
        dependencies: { '@s/model': '*', open: '*' },
      },
      'packages/app/src/app.ts':
        "import '@s/model';\nimport '@s/model/shapes/circle';\nimport '@s/model/package.json';\nimport '#model';\nimport 'open/any/file.js';\n",
      'packages/open/package.json': { name: 'open' },
    },
    findings: [],
  },
  {
    name: 'a deep import of what is exported under another name',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/model/src/index.ts': 'export const model = 1;\n',
      'packages/model/src/shapes/circle.ts': 'export const circle = 1;\n',
      'packages/app/package.json': { name: '@s/app', dependencies: { '@s/model': '*' } },
      'packages/app/src/app.ts':
        '// Models.\nimport { model } from "@s/model/src/index";\nconst late = import(\'@s/model/src/index\');\n',
      'packages/app/src/shapes.ts': "export * from '@s/model/src/shapes/circle.js';\n",
    },
    findings: [
      {
        message: 'deep-import',
        project: '@s/app',
        file: 'packages/app/src/app.ts',
        line: 2,
        expected: '@s/model',
        actual: '@s/model/src/index',
        text: '`@s/model/src/index` is not exported by @s/model',
      },
      {
        message: 'deep-import',
        project: '@s/app',
        file: 'packages/app/src/shapes.ts',
        line: 1,
        expected: '@s/model/shapes/circle',
        actual: '@s/model/src/shapes/circle.js',
      },
    ],
    fixed: {
      'packages/app/src/app.ts':
        '// Models.\nimport { model } from "@s/model";\nconst late = import(\'@s/model\');\n',
      'packages/app/src/shapes.ts': "export * from '@s/model/shapes/circle';\n",
    },
  },
  {
    name: 'a deep import of what is not exported at all',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/app/package.json': { name: '@s/app', dependencies: { '@s/model': '*' } },
      'packages/app/src/app.tsx':
        "import '@s/model/src/internal';\nimport '@s/model/shapes/private/x';\n",
    },
    findings: [
      {
        message: 'deep-import',
        project: '@s/app',
        file: 'packages/app/src/app.tsx',
        line: 1,
        expected: '@s/model, @s/model/shapes/*',
        actual: '@s/model/src/internal',
        fixable: false,
      },
      {
        message: 'deep-import',
        project: '@s/app',
        file: 'packages/app/src/app.tsx',
        line: 2,
        expected: '@s/model, @s/model/shapes/*',
        actual: '@s/model/shapes/private/x',
        fixable: false,
      },
    ],
  },
  {
    name: 'a module that is mocked in the same file is left to a person',
    kind: 'edge',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/app/package.json': { name: '@s/app', dependencies: { '@s/model': '*' } },
      'packages/app/src/app.test.js':
        "import { model } from '@s/model/src/index.ts';\njest.mock('@s/model/src/index.ts');\n",
    },
    findings: [
      {
        message: 'deep-import',
        project: '@s/app',
        file: 'packages/app/src/app.test.js',
        line: 1,
        expected: '@s/model, @s/model/shapes/*',
        actual: '@s/model/src/index.ts',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package without exports is entered by its name, where that is asked for',
    kind: 'invalid',
    options: { requireExports: true },
    tree: {
      'package.json': root,
      'packages/app/package.json': { name: 'app', dependencies: { open: '*' } },
      'packages/app/src/app.ts':
        "import 'open';\nimport 'open/package.json';\nimport 'open/lib/x';\n",
      'packages/open/package.json': { name: 'open', main: 'lib/open.js' },
    },
    findings: [
      {
        message: 'deep-import',
        project: 'app',
        file: 'packages/app/src/app.ts',
        line: 3,
        expected: 'open',
        actual: 'open/lib/x',
        fixable: false,
      },
    ],
  },
  {
    name: 'relative imports into another package',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/app/package.json': { name: '@s/app', dependencies: { '@s/model': '*' } },
      'packages/app/src/app.ts':
        "import '../package.json';\nimport '../../../vitest.shared';\nimport '../../model/src';\nimport '../../model/src/internal';\n",
    },
    findings: [
      {
        message: 'relative-import',
        project: '@s/app',
        file: 'packages/app/src/app.ts',
        line: 3,
        expected: '@s/model',
        actual: '../../model/src',
        text: '`../../model/src` reaches into @s/model by its path',
      },
      {
        message: 'relative-import',
        project: '@s/app',
        file: 'packages/app/src/app.ts',
        line: 4,
        expected: '@s/model, @s/model/shapes/*',
        actual: '../../model/src/internal',
        fixable: false,
      },
    ],
    fixed: {
      'packages/app/src/app.ts':
        "import '../package.json';\nimport '../../../vitest.shared';\nimport '@s/model';\nimport '../../model/src/internal';\n",
    },
  },
  {
    name: 'a relative import of a package that is not declared is left to a person',
    kind: 'edge',
    tree: {
      'package.json': root,
      'packages/model/package.json': model,
      'packages/app/package.json': { name: '@s/app' },
      'packages/app/src/app.ts': "import '../../model/src/index.ts';\n",
    },
    findings: [
      {
        message: 'relative-import',
        project: '@s/app',
        file: 'packages/app/src/app.ts',
        line: 1,
        expected: '@s/model, @s/model/shapes/*',
        actual: '../../model/src/index.ts',
        fixable: false,
      },
    ],
  },
  {
    name: 'an import that leads out of a single package',
    kind: 'invalid',
    tree: {
      'package.json': { name: 'one', version: '1.0.0' },
      'src/deep/one.ts': "import '../../..';\nimport '../two.ts';\nimport '../../package.json';\n",
    },
    findings: [
      {
        message: 'outside-workspace',
        project: 'one',
        file: 'src/deep/one.ts',
        line: 1,
        expected: 'a package of the workspace or of a registry',
        actual: '../../..',
        text: '`../../..` leads out of the workspace',
        fixable: false,
      },
    ],
  },
  {
    name: 'fixtures and other packages inside a package are left out',
    kind: 'edge',
    tree: {
      'package.json': root,
      'packages/app/package.json': { name: 'app' },
      'packages/app/fixtures/bad.ts': "import '../../model/src/x';\n",
      'packages/app/examples/demo/package.json': { name: 'demo' },
      'packages/app/examples/demo/main.ts': "import '../../../model/src/x';\n",
      'packages/app/dist/index.js': "import '../../model/src/x';\n",
      'packages/model/package.json': { name: 'model' },
    },
    findings: [],
  },
  {
    name: 'fixtures are looked at where the option does not leave them out',
    kind: 'invalid',
    options: { ignore: ['**/generated/**', '**/*.gen.ts'] },
    tree: {
      'package.json': root,
      'packages/app/package.json': { name: 'app' },
      'packages/app/fixtures/bad.ts': "import '../../model/x';\n",
      'packages/app/src/generated/client.ts': "import '../../../model/x';\n",
      'packages/app/src/client.gen.ts': "import '../../model/x';\n",
      'packages/model/package.json': { name: 'model' },
    },
    findings: [
      {
        message: 'relative-import',
        project: 'app',
        file: 'packages/app/fixtures/bad.ts',
        line: 1,
        expected: 'model',
        actual: '../../model/x',
        fixable: false,
      },
    ],
  },
  {
    name: 'a source that would matter and cannot be parsed',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/app/package.json': { name: 'app' },
      'packages/app/src/broken.ts': "import '../../model/x';\nfunction (",
      'packages/app/src/other.ts': "import 'model';\nfunction (",
      'packages/model/package.json': { name: 'model' },
    },
    findings: [
      {
        message: 'unparsed-source',
        project: 'app',
        file: 'packages/app/src/broken.ts',
        line: 2,
        expected: 'JavaScript or TypeScript that can be parsed',
        actual: 'Expected function name',
        text: 'The imports of this file cannot be read: Expected function name',
        fixable: false,
      },
    ],
  },
];
