/**
 * The arrows of the house (docs/architecture.md): who may import whom. Types count like values.
 * To add a folder of src/app, put its name on a floor below; every rule about floors is made from this table.
 */

/** Floors of src/app, bottom to top. A file imports its own folder and lower floors; folders of one floor are strangers. */
const FLOORS = [
  ['state'],
  ['read'],
  ['apply'],
  ['signals'],
  ['provision', 'sweep', 'privacy', 'measure', 'setup'],
  ['grant'],
  ['alerts'],
  ['export'],
  ['admin'],
  ['jobs'],
]

/** What each room imports besides itself: other rooms, then libraries. Libraries of core neither read nor write. */
const ROOMS = {
  'src/core': { rooms: [], libraries: ['valibot', 'croner', 're2js'], builtIns: ['crypto'] },
  'src/ports': { rooms: ['src/core'], libraries: [], builtIns: [] },
  'src/app': { rooms: ['src/core', 'src/ports'], libraries: ['valibot', 'p-limit', 'cronstrue'], builtIns: [] },
  'src/adapters': {
    rooms: ['src/core', 'src/ports'],
    libraries: ['@forge/', 'valibot', 'ky', 'oauth4webapi', 'p-limit', 'p-retry'],
    builtIns: ['crypto'],
  },
  'src/entry': {
    rooms: ['src/core', 'src/ports', 'src/app', 'src/adapters'],
    libraries: ['@forge/'],
    builtIns: [],
  },
}

/** Plain data of a signal source or a directory, which the page imports as values. */
const FORM = '^src/.*/forms?[.]ts$'

const under = (...folders) => folders.map((folder) => `^${folder}/`)

const floorRules = FLOORS.flatMap((folders, floor) =>
  folders.map((folder) => ({
    name: `app-${folder}`,
    comment: `src/app/${folder} imports itself and the floors below: move what both need to a leaf file of the lower floor.`,
    from: { path: under(`src/app/${folder}`) },
    to: {
      path: under('src/app'),
      pathNot: [...under(`src/app/(${[folder, ...FLOORS.slice(0, floor).flat()].join('|')})`), '^src/app/[^/]+$'],
    },
  })),
)

const roomRules = Object.entries(ROOMS).map(([room, { rooms, libraries, builtIns }]) => ({
  name: room.replace('src/', ''),
  comment: `${room} imports ${[room, ...rooms, ...libraries, ...builtIns].join(', ')} and nothing else.`,
  from: {
    path: under(room),
    // The composition: it reads which connections are configured before it chooses adapters.
    pathNot: room === 'src/adapters' ? '^src/adapters/forge/ports[.]ts$' : [],
  },
  to: {
    pathNot: [
      ...under(room, ...rooms),
      ...libraries.map((library) => `(^|/)node_modules/${library}${library.endsWith('/') ? '' : '/'}`),
      ...builtIns.map((builtIn) => `^(node:)?${builtIn}$`),
    ],
  },
}))

const rules = [
  {
    name: 'no-circle',
    comment: 'Two files that need each other share a third: put the types in a leaf file below both.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-missing',
    comment: 'An import that leads nowhere is an arrow nobody checked.',
    from: {},
    to: { couldNotResolve: true },
  },
  ...floorRules,
  {
    name: 'app-floor-unknown',
    comment: 'Each folder of src/app stands on a floor: name it in FLOORS.',
    from: {},
    to: { path: under('src/app'), pathNot: [...under(`src/app/(${FLOORS.flat().join('|')})`), '^src/app/[^/]+$'] },
  },
  {
    name: 'app-ground',
    comment: 'A file that stands outside every folder of src/app lies below all floors.',
    from: { path: '^src/app/[^/]+$' },
    to: { path: '^src/app/.+/' },
  },
  ...roomRules,
  {
    name: 'ports-types-only',
    comment: 'Ports are types in our words.',
    from: { path: under('src/ports') },
    to: { path: under('src/core'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'composition',
    comment: 'The composition imports app only to read which connections are configured.',
    from: { path: '^src/adapters/forge/ports[.]ts$' },
    to: { path: under('src/app', 'src/entry'), pathNot: '^src/app/state/connections[.]ts$' },
  },
  {
    name: 'directories-apart',
    comment: 'A directory knows no other one: what they share stands beside their folders.',
    from: { path: '^src/adapters/directories/([^/]+)/' },
    to: { path: '^src/adapters/directories/[^/]+/', pathNot: '^src/adapters/directories/$1/' },
  },
  {
    name: 'form-is-data',
    comment: 'A form is plain data of core: the page carries it into the browser.',
    from: { path: FORM },
    to: { pathNot: [...under('src/core'), FORM] },
  },
  {
    name: 'static-values',
    comment: 'The page takes values of core and of forms only; from src/app it takes types.',
    from: { path: under('static') },
    to: { path: under('src'), pathNot: [...under('src/core'), FORM], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'static-types',
    comment: 'The page knows neither entries nor adapters, but for forms.',
    from: { path: under('static') },
    to: { path: under('src/entry', 'src/adapters'), pathNot: FORM },
  },
  {
    name: 'product-alone',
    comment: 'The product knows nothing of its sandbox and its tests.',
    from: { path: under('src', 'static') },
    to: { path: under('sandbox', 'test', 'tools') },
  },
  {
    name: 'sandbox-alone',
    comment: 'The sandbox meets the app as the built bundle only.',
    from: { path: under('sandbox') },
    to: { path: under('src', 'static', 'test') },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: rules.map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '(^|/)node_modules/' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
}
