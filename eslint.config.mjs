import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const edges = ['@nestjs/*', '@nestjs/*/*', 'mongoose', 'mongodb', 'kafkajs', '@opentelemetry/*', 'lmdb', 'fastify', 'ws'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '**/*.cjs', 'var/**', 'docs/generated/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: Object.fromEntries(['process', 'console', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'fetch', 'performance', 'AbortSignal', 'AbortController', 'document', 'window', 'WebSocket', 'location'].map((name) => [name, 'readonly'])) },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:deploy', onlyDependOnLibsWithTags: ['type:lib', 'type:service', 'type:deploy'] },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // A decision is a function of state and event: no clock, no chance, no I/O, nothing to wait for.
    files: ['services/*/src/**/decide*.ts', 'libs/language/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/language/src/**/*.node.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'fetch', 'console', 'performance', 'crypto'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument of a decision.' },
        { object: 'Math', property: 'random', message: 'Chance is an argument of a decision.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument of a decision.' },
        { selector: ':function[async=true]', message: 'A decision does not wait.' },
        { selector: 'AwaitExpression', message: 'A decision does not wait.' },
      ],
      'no-restricted-imports': ['error', { patterns: [...edges, 'node:*', '!node:crypto'] }],
    },
  },
);
