/**
 * The folders of src, and which others each may import from.
 * go <- keys <- tokens <- gateway <- workspace <- scenarios, guide <- ui <- app; the mock answers for the world around a workspace; first is what a first visit runs; the recordings and the editor stand beside.
 */
const core = ['go', 'keys', 'tokens', 'gateway'];
const mayImport = {
  go: [],
  keys: ['go'],
  tokens: ['go', 'keys'],
  gateway: ['go', 'keys', 'tokens'],
  mock: [...core, 'workspace', 'worker'],
  worker: [],
  recordings: core,
  workspace: core,
  editor: [...core, 'workspace'],
  repair: [...core, 'workspace', 'guide'],
  scenarios: [...core, 'workspace'],
  first: [...core, 'mock', 'workspace', 'scenarios'],
  guide: [...core, 'workspace'],
  server: [...core, 'mock', 'workspace', 'scenarios'],
  ui: [...core, 'mock', 'worker', 'recordings', 'workspace', 'editor', 'repair', 'scenarios', 'guide'],
};
const folders = Object.keys(mayImport);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `imports-of-${folder}`,
      comment: `src/${folder} may import only from ${allowed.length === 0 ? 'itself' : `${allowed.join(', ')} and itself`}.`,
      severity: /** @type {const} */ ('error'),
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
    })),
    {
      name: 'unknown-folder',
      comment: 'A new folder of src takes its place in the table above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${folders.join('|')})/` },
      to: {},
    },
    {
      name: 'core-without-page',
      comment: 'The core runs without a page and without a service worker.',
      severity: 'error',
      from: { path: `^src/(${core.join('|')})/` },
      to: { path: '(^|/)(svelte|msw)(/|$)' },
    },
    {
      name: 'core-without-node',
      comment: 'What runs in the page has none of Node’s modules; the server does not run there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cryptography-in-its-place',
      comment: 'Only keys and tokens call jose; its type of a JWK is everybody’s.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(keys|tokens)/' },
      to: { path: '(^|/)jose(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'source-without-tests',
      comment: 'Nothing that is shipped needs the tests or the scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-circle',
      comment: 'Modules that need each other to load are one module.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-found',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'types', 'default'],
    },
  },
};
