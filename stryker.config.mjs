/** Mutants of the code that takes and gives access, tried by the tests of core and app: `npm run mutants`. See docs/testing.md. */
const core = ['seats', 'grant', 'removal-limit', 'whole-read', 'target-group', 'sweep', 'leavers']
const floors = ['state', 'apply', 'grant', 'sweep']
const part = process.env.MUTANTS ?? 'core'

export default {
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'tools/mutants/jest.config.js' },
  mutate: part === 'core' ? core.map((name) => `src/core/${name}.ts`) : [`src/app/${part}/**/*.ts`],
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // tables of words, read once: each would cost a run of every test
  // Words are checked where they are shown; a mutant of one is no mutant of a rule.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: '.build/mutants/report.json' },
  tempDirName: '.build/mutants/tmp',
  ignorePatterns: ['.build', 'static', 'docs'],
  thresholds: { high: 95, low: 90, break: part === 'core' ? 90 : 75 },
  concurrency: 2,
}
