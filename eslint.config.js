import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * What a person's eye would stop at, beyond the presets.
 * @type {import('eslint').Linter.RulesRecord}
 */
const strictness = {
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': ['error', { fixToUnknown: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // Documents are objects whose member names come from outside.
  '@typescript-eslint/no-dynamic-delete': 'off',
  // Control characters are data here.
  'no-control-regex': 'off',
  // Playwright's fixtures read the names of what they need from the pattern, also from an empty one.
  'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  // Spread gives code points, and they are what is wanted where it is done.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  eqeqeq: 'error',
};

export default defineConfig(
  globalIgnores(['dist/', 'test-results/', 'public/', 'core-globals.d.ts']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: strictness,
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'no-undef': 'off',
      'svelte/no-at-html-tags': 'error',
      // State is replaced whole ($state.raw), and a map made in a function is nobody’s state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // The core: time, chance and patterns come from outside, so that a replay is exact and a page cannot hang.
    files: ['src/gateway/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Ask the surroundings for the time.' },
        { object: 'Math', property: 'random', message: 'Ask the surroundings for random bytes.' },
        { object: 'crypto', property: 'getRandomValues', message: 'Ask the surroundings for random bytes.' },
        { object: 'crypto', property: 'randomUUID', message: 'Ask the surroundings for random bytes.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="RegExp"]', message: 'Patterns from a definition go to go/regexp.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Ask the surroundings.' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', performance: 'readonly', URL: 'readonly' },
    },
  },
);
