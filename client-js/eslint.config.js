import js from '@eslint/js';
import globals from 'globals';

// What a strict content security policy or Trusted Types would refuse.
const FORBIDDEN_BY_POLICY = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
].map((property) => ({
  selector: `MemberExpression[property.name="${property}"]`,
  message: 'Pages with a strict content security policy load this script too.',
}));

export default [
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      complexity: ['error', 14],
    },
  },
  {
    files: ['src/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'max-lines': ['error', { max: 150, skipComments: true, skipBlankLines: true }],
      'no-restricted-syntax': ['error', ...FORBIDDEN_BY_POLICY],
    },
  },
  {
    files: ['test/**', '*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
