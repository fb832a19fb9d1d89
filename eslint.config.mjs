import { basename } from 'node:path';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What a test file may not hold: a test that is left out, or that leaves the others out. */
const noSkippedTests = ['it', 'test', 'describe'].flatMap((name) => [
  {
    selector: `MemberExpression[object.name='${name}'][property.name=/^(only|skip|todo|skipIf|fails)$/]`,
    message: 'Every test runs, on every machine.',
  },
]);

/** One name has one spelling, on file systems that tell case apart and on those that do not. */
const kebabCaseFile = {
  meta: { messages: { name: '{{ file }}: files are named in kebab-case.' } },
  create: (context) => ({
    Program(node) {
      const file = basename(context.filename);
      if (/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(file)) return;
      context.report({ node, messageId: 'name', data: { file } });
    },
  }),
};

/** Importers of a default export each name it anew, so a search by name misses them. */
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export it by name.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/out-tsc/**',
      '**/reports/**',
      '**/coverage/**',
      '**/fixtures/**',
      '**/.stryker-tmp/**',
      '.nx/**',
      '.standards/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    plugins: { house: { rules: { 'kebab-case-file': kebabCaseFile } } },
    rules: { 'house/kebab-case-file': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'no-restricted-syntax': ['error', ...noSkippedTests, noDefaultExport],
    },
  },
  {
    // Needs types, so only what nothing cheaper finds: a promise that nobody waits for loses its error.
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': 'error',
    },
  },
  {
    // Tools load these by their default export.
    files: ['**/*.config.ts', 'tools/standards/src/nx/**/*.ts', 'tools/standards/e2e/packed.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noSkippedTests] },
  },
  {
    files: ['libs/**/*.ts', 'libs/**/*.tsx'],
    rules: { 'no-console': 'error' },
  },
  {
    // A hook that is called by condition, or an effect that forgets what it depends on, compiles and passes most tests. By the makers
    // of React. What pages owe to those who use them by keyboard or ear is tried in a browser, by axe.
    ...reactHooks.configs.flat.recommended,
    files: ['libs/frontend/**/*.ts', 'libs/frontend/**/*.tsx', 'apps/**/*.tsx'],
  },
  {
    // The engine runs on any repository, so it must not need Nx.
    files: ['libs/standards/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['nx', 'nx/*', '@nx/*'] }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        URL: 'readonly',
      },
    },
  },
  prettier,
);
