// `npm run -s bench -- …`: the sandbox's cases; and planning, which is measured on the app's own code and not on the bundle.
// Usage: node tools/bench.mjs [arguments…]
const args = process.argv.slice(2)
const isPlanning = args.some(
  (arg, index) => arg === '--case=planning' || (arg === '--case' && args[index + 1] === 'planning'),
)
if (args.includes('--list'))
  process.stdout.write('planning             CPU of the planning step of a full run, for 42,000 to 1,000,000 people\n')
process.argv = [process.argv[0], 'tools/run.mjs', isPlanning ? 'test/bench/planning.ts' : 'sandbox/bench.ts', ...args]
await import('./run.mjs')
