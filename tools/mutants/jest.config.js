// The tests of core and app, which need neither the built bundle nor types: one mutant is tried in seconds.
const { join } = require('node:path')

const config = require('../../jest.config.js')

// Rules are tried by their own tests alone: those of the floors above would take hours.
const tests = (process.env.MUTANTS ?? 'core') === 'core' ? '<rootDir>/test/core' : '<rootDir>/test/app'

const [[pattern, [transformer, options]]] = Object.entries(config.transform)

module.exports = {
  ...config,
  rootDir: join(__dirname, '../..'),
  // The sources too, or nobody knows which tests a source is of.
  roots: [tests, '<rootDir>/src'],
  globalSetup: undefined,
  setupFilesAfterEnv: [],
  transform: {
    [pattern]: [
      transformer,
      { ...options, diagnostics: false, tsconfig: { ...options.tsconfig, isolatedModules: true } },
    ],
  },
}
