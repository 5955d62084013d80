// The tests of core and app, which need neither the built bundle nor types: one mutant is tried in seconds.
const { join } = require('node:path')

const config = require('../../jest.config.js')

const [[pattern, [transformer, options]]] = Object.entries(config.transform)

module.exports = {
  ...config,
  rootDir: join(__dirname, '../..'),
  // The sources too, or nobody knows which tests a source is of.
  roots: ['<rootDir>/test/core', '<rootDir>/test/app', '<rootDir>/src'],
  globalSetup: undefined,
  setupFilesAfterEnv: [],
  transform: { [pattern]: [transformer, { ...options, diagnostics: false, tsconfig: { ...options.tsconfig, isolatedModules: true } }] },
}
