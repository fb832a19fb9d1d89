import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What a test file may not hold: a test that is left out, or that leaves the others out. */
const noSkippedTests = ['it', 'test', 'describe'].flatMap((name) => [
  {
    selector: `MemberExpression[object.name='${name}'][property.name=/^(only|skip|todo|skipIf|fails)$/]`,
    message: 'Every test runs, on every machine.',
  },
]);

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
    files: ['**/*.ts'],
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
      'no-restricted-syntax': ['error', ...noSkippedTests],
    },
  },
  {
    files: ['libs/**/*.ts'],
    rules: { 'no-console': 'error' },
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
