import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const nodeGlobals = {
  ...Object.fromEntries(
    [
      'AbortController',
      'AbortSignal',
      'Blob',
      'Buffer',
      'FormData',
      'TextDecoder',
      'TextEncoder',
      'URL',
      'URLSearchParams',
    ]
      .concat(['clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone'])
      .concat(['console', 'fetch', 'performance', 'process'])
      .map((name) => [name, 'readonly']),
  ),
  module: 'writable',
};

export default tseslint.config(
  { ignores: ['dist', 'coverage', '.cache', '.data', 'web/dist', 'web/node_modules'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.js', '**/*.cjs'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 10],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': 'off', // verbatimModuleSyntax decides; DI classes must stay value imports
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // DTO classes are shapes for the API docs, not instances
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Judgement and formats work from their arguments alone: no clock, no chance, no environment.
    files: ['src/freight/**/*.ts', 'src/audit/**/*.ts', 'src/formats/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Pass the time in; there is no clock here.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Pass the time in; there is no clock here.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Judgement is deterministic.',
        },
        {
          selector: 'CallExpression[callee.name=/^(parseFloat|Number)$/]',
          message: 'Money and quantities are Decimal, never number.',
        },
      ],
    },
  },
  {
    // TypeORM's save() overwrites other writers' columns and versions: stateful rows change by guarded SQL only.
    files: ['src/**/*.ts', 'seeds/**/*.ts', 'bench/**/*.ts'],
    ignores: ['src/freight/**', 'src/audit/**', 'src/formats/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='save']",
          message: 'Use guarded SQL (WHERE version = …), not save().',
        },
      ],
    },
  },
  {
    // A migration is SQL in one place, as long as its tables are.
    files: ['migrations/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // Response bodies are untyped on purpose: a test reads what a client would read.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { globals: nodeGlobals } },
  prettier,
);
