/**
 * The arrows between the folders, as docs/ARCHITECTURE.md draws them. Type imports count, cycles are
 * errors, and whatever is not named here is refused.
 */

/** Tests, and what several of them share. */
const TEST = '\\.(test|testing)\\.(ts|tsx|mjs)$'

/** What each folder may import besides itself: other folders of src, packages, Node's own modules. */
const FOLDERS = {
  core: { folders: [], packages: [], node: false },
  map: {
    folders: ['core'],
    packages: ['d3-(scale|array|hierarchy|shape)', '@types/d3-(scale|array|hierarchy|shape)'],
    node: false,
  },
  store: {
    folders: ['core'],
    packages: ['zustand/vanilla', 'zustand/esm/vanilla', 'idb'],
    node: false,
  },
  formats: { folders: ['core'], packages: ['valibot', '@valibot/to-json-schema'], node: false },
  gpu: { folders: ['core'], packages: ['wgsl_reflect', '@webgpu/types'], node: false },
  ui: {
    folders: ['core', 'map', 'store', 'formats'],
    packages: [
      '(@types/)?react(-dom)?',
      'react-resizable-panels',
      '@tanstack/(react-virtual|virtual-core)',
      'cmdk',
      'radix-ui',
      '@radix-ui/[^/]+',
      'zustand',
      '(@types/)?d3-(scale|array|hierarchy|shape|selection|zoom|axis)',
      '@fontsource-variable/[^/]+',
    ],
    node: false,
  },
  cli: {
    folders: ['core', 'gpu', 'formats'],
    packages: ['webgpu', '@webgpu/types', 'wgsl_reflect'],
    node: true,
  },
}

/** What a test may import besides what its folder may. */
const FOR_TESTS = {
  folders: ['core'],
  packages: ['vitest', 'fast-check', 'webgpu', '@types/node'],
  node: true,
}

function allowedPaths(/** @type {string} */ own, /** @type {typeof FOR_TESTS} */ row) {
  return [
    ...[own, ...row.folders].map((folder) => `^src/${folder}/`),
    ...row.packages.map((name) => `(?:^|/)node_modules/${name}/`),
    // Entry points of packages that are named with a path are files, not folders.
    ...row.packages.map((name) => `(?:^|/)node_modules/${name}\\.`),
  ]
}

/** One rule for the sources of a folder and one for its tests: what is not allowed is refused. */
function arrowsOf(/** @type {[string, typeof FOR_TESTS]} */ [folder, row]) {
  const withTests = {
    folders: [...row.folders, ...FOR_TESTS.folders],
    packages: [...row.packages, ...FOR_TESTS.packages],
    node: FOR_TESTS.node,
  }
  return [
    arrow(`${folder}-arrows`, { path: `^src/${folder}/`, pathNot: TEST }, { folder, row }),
    arrow(
      `${folder}-test-arrows`,
      { path: `^src/${folder}/.*${TEST}` },
      { folder, row: withTests },
    ),
  ]
}

function arrow(
  /** @type {string} */ name,
  /** @type {object} */ from,
  /** @type {{ folder: string, row: typeof FOR_TESTS }} */ { folder, row },
) {
  return {
    name,
    severity: 'error',
    comment: `src/${folder} may import: itself, ${[...row.folders, ...row.packages].join(', ') || 'nothing else'}`,
    from,
    to: {
      pathNot: allowedPaths(folder, row),
      ...(row.node ? { dependencyTypesNot: ['core'] } : {}),
    },
  }
}

const known = [...Object.keys(FOLDERS), 'main\\.tsx$', 'vite-env\\.d\\.ts$'].join('|')

module.exports = {
  forbidden: [
    ...Object.entries(FOLDERS).flatMap(arrowsOf),
    {
      name: 'known-folders',
      severity: 'error',
      comment: 'src holds the folders of the architecture and main.tsx, nothing else',
      from: { path: `^src/(?!${known})` },
      to: {},
    },
    {
      name: 'main-is-the-page',
      severity: 'error',
      comment: 'main.tsx puts the page together; the command line has its own entry',
      from: { path: '^src/main\\.tsx$' },
      to: { path: ['^src/cli/', TEST] },
    },
    {
      name: 'nothing-imports-the-root',
      severity: 'error',
      comment: 'main.tsx knows everything, and nothing knows main.tsx',
      from: {},
      to: { path: '^src/main\\.tsx$' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'a test is imported by nobody, by another test neither',
      from: {},
      to: { path: ['\\.test\\.(ts|tsx|mjs)$', '^e2e/.*\\.spec\\.ts$', '\\.bench\\.ts$'] },
    },
    {
      name: 'for-tests-only',
      severity: 'error',
      comment: 'what tests share is imported by tests',
      from: { pathNot: TEST },
      to: { path: '\\.testing\\.ts$' },
    },
    {
      name: 'e2e-sees-the-page-only',
      severity: 'error',
      comment: 'end-to-end tests use the page as a person does, and no source',
      from: { path: '^e2e/' },
      to: { path: ['^src/', '^bench/'] },
    },
    {
      name: 'source-stays-in-src',
      severity: 'error',
      comment: 'sources know neither scripts nor tests nor build output',
      from: { path: '^src/' },
      to: { path: ['^scripts/', '^e2e/', '^bench/', '^dist/', '^public/', '^docs/'] },
    },
    {
      name: 'scripts-stand-alone',
      severity: 'error',
      comment: 'scripts run before anything is built',
      from: { path: '^scripts/' },
      to: { path: ['^src/', '^e2e/', '^bench/'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'cycles are errors, inside a folder too, and type imports count',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-drawer-folders',
      severity: 'error',
      comment: 'a function lives with the noun it is about',
      from: {},
      to: { path: '^(src|e2e|bench|scripts)/.*(?<=/)(utils?|helpers?|common|types|hooks)/' },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      comment: 'import from the file that declares the name',
      from: {},
      to: { path: '^src/.*(?<=/)index\\.tsx?$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'every import is found, and every package stands in package.json',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages',
      severity: 'error',
      comment: 'a package that is imported stands in package.json',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'shipped-packages',
      severity: 'error',
      comment: 'what is shipped is built from dependencies; devDependencies lend types only',
      from: { path: '^src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test-results|playwright-report|coverage|\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'default', 'types'],
      extensions: [
        '.ts',
        '.tsx',
        '.d.ts',
        '.mjs',
        '.js',
        '.cjs',
        '.json',
        '.css',
        '.svg',
        '.woff2',
      ],
    },
  },
}
