const tseslint = require('typescript-eslint')

/** In core, decisions are pure: no clock, no chance, no I/O (docs: CONTRIBUTING). */
const impure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an argument in core.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument in core.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance is an argument in core.',
  },
  { selector: 'FunctionDeclaration[async=true], ArrowFunctionExpression[async=true]', message: 'core is synchronous.' },
]

module.exports = tseslint.config(
  { ignores: ['node_modules/', '.build/', 'static/export/dist/', 'artefacts/', 'coverage/', '.worktrees/'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
      // Two merges that each add the same case compile, and only the first is ever reached.
      'no-duplicate-case': 'error',
      'no-dupe-keys': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...impure],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'crypto', 'console'],
    },
  },
  // The only places that may print: the app's log and the sandbox's command lines.
  { files: ['src/adapters/forge/ports.ts'], rules: { 'no-console': 'off' } },
  {
    // Fixtures are Forge apps of their own; their handlers print to test the captured log.
    files: ['test/**/*.ts'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
)
