const { compilerOptions } = require('./tsconfig.json')

// These packages ship ES modules only; Jest needs them transformed.
const esmOnly = [
  'ky',
  'oauth4webapi',
  'p-limit',
  'p-retry',
  'is-network-error',
  'yocto-queue',
  'pure-rand',
  '@sparticuz/chromium',
]

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  maxWorkers: 2, // two cores would default to one
  testTimeout: 120_000, // a whole company lives through some days; nothing here asserts how fast
  globalSetup: '<rootDir>/test/support/global-setup.js',
  setupFilesAfterEnv: ['<rootDir>/test/support/contract-guard.ts'],
  transform: {
    '^.+\\.(ts|tsx|js|mjs)$': [
      'ts-jest',
      {
        tsconfig: {
          ...compilerOptions,
          module: 'CommonJS',
          moduleResolution: 'Node10',
          ignoreDeprecations: '5.0',
          esModuleInterop: true,
          verbatimModuleSyntax: false,
          allowJs: true,
        },
      },
    ],
  },
  // The same library, built for browsers as one ES module.
  moduleNameMapper: { '^csv-stringify/browser/esm/sync$': 'csv-stringify/sync' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
}
