/**
 * The direction of imports (docs/architecture.md). A room may import itself, what its rule allows, and packages.
 */
const rooms = ['domain', 'envelope', 'contract', 'services', 'jobs', 'channels', 'web', 'browser', 'words', 'ui', 'routes', 'cli'];

/** A rule that forbids `room` every room of ours but itself and `allowed`, and db unless `db` is among them. */
const only = (room, allowed, comment) => {
  const closed = rooms.filter((other) => other !== room && !allowed.includes(other)).map((other) => `^app/${other}/`);
  if (!allowed.includes('db')) closed.push('^db/');
  return {
    name: `${room}-imports`,
    comment,
    severity: 'error',
    from: { path: `^app/${room}/` },
    to: { path: closed },
  };
};

const SHELVES = ['report', 'follow', 'case', 'reward', 'opening', 'keys', 'publication', 'county', 'staff', 'log'];

/** What a layer has beside the shelves that all have. */
const OWN_SHELVES = {
  domain: ['acts', 'typed'],
  envelope: ['metadata'],
  contract: ['answers', 'posted', 'sealed'],
  routes: ['public'],
  words: ['zh', 'en'],
  ui: ['styles'],
  cli: ['check-site', 'develop', 'doctor'],
};

/** A folder of `room` that is no shelf. */
const noShelf = (room) => `^app/${room}/(?!(?:${[...SHELVES, ...(OWN_SHELVES[room] ?? [])].join('|')})/)[^/]+/`;
const strange = [...rooms.map(noShelf), `^app/words/(?:zh|en)/(?!(?:${SHELVES.join('|')})/)[^/]+/`];

module.exports = {
  forbidden: [
    {
      name: 'shelves-have-one-set-of-names',
      comment: 'A subject lies on the same shelf in every layer. A new shelf is a decision (046), not a folder.',
      severity: 'error',
      from: { path: strange },
      to: {},
    },
    {
      name: 'shelves-have-one-set-of-names-of-what-is-used',
      severity: 'error',
      from: {},
      to: { path: strange },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules take time, ids, randomness and policy as arguments; they import nothing but each other and zod.',
      severity: 'error',
      from: { path: '^app/domain/' },
      to: { pathNot: ['^app/domain/', '^node_modules/zod/'] },
    },
    {
      name: 'envelope-stands-alone',
      comment: 'The same code runs in browser and Node: no room of ours but types of the domain, nothing of Node.',
      severity: 'error',
      from: { path: '^app/envelope/' },
      to: { path: ['^app/', '^db/'], pathNot: ['^app/envelope/', '^app/domain/'] },
    },
    {
      name: 'envelope-takes-types-only',
      severity: 'error',
      from: { path: '^app/envelope/' },
      to: { path: '^app/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-shared-code',
      comment: 'Envelope, domain, contract and islands run in browsers.',
      severity: 'error',
      from: { path: '^app/(?:envelope|domain|contract|browser)/' },
      to: { dependencyTypes: ['core'] },
    },
    only('contract', ['domain', 'envelope'], 'Shapes that cross a line know neither pages nor tables.'),
    only('services', ['domain', 'envelope', 'contract', 'db'], 'Use-cases know no pages, words or jobs.'),
    only('jobs', ['domain', 'envelope', 'contract', 'services', 'words', 'db'], 'Jobs word mails and call services.'),
    only('channels', ['domain', 'envelope', 'contract', 'services', 'words'], 'Channels bring reports in through services.'),
    only('web', ['domain', 'envelope', 'contract', 'services', 'ui', 'words'], 'The web server knows routes only as a build.'),
    only('browser', ['domain', 'envelope', 'contract'], 'Islands get their words from the page.'),
    only('words', ['domain', 'contract'], 'Words name codes of the domain.'),
    only('ui', ['domain', 'contract', 'words'], 'Components get data, never fetch it.'),
    only('routes', ['domain', 'envelope', 'contract', 'services', 'web', 'browser', 'ui', 'words'], 'Thin: no tables, no jobs.'),
    {
      name: 'db-knows-the-domain-only',
      comment: 'The demo is made by calling the services.',
      severity: 'error',
      from: { path: '^db/', pathNot: '^db/demo/' },
      to: { path: '^app/', pathNot: '^app/domain/' },
    },
    {
      name: 'no-server-code-in-pages',
      comment: 'Shared code must not reach what only the server may hold. Routes may: the build strips their loaders.',
      severity: 'error',
      from: { path: '^app/(?:envelope|domain|contract|browser|ui|words)/' },
      to: { path: '\\.server\\.tsx?$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'solving-is-done-apart',
      comment: 'A process that serves must not solve: it would answer nobody for seconds. It starts one that does.',
      severity: 'error',
      from: { path: '^(?:app|db)/', pathNot: '^app/services/publication/(?:release-process|whole-number-solver\\.server)\\.ts$' },
      to: { path: '^(?:app/services/publication/(?:whole-number-solver|release-process)|node_modules/highs/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      comment: 'Of types too: what two files need of each other belongs into a third, or into one of them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?url$' } },
    {
      name: 'no-test-code',
      severity: 'error',
      from: { path: '^(?:app|db)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-development-packages',
      comment: 'What the program runs with must be installed with it. What browsers run is bundled, and a build has its tools.',
      severity: 'error',
      from: { path: '^(?:app|db)/', pathNot: '^app/(?:browser/|routes\\.ts|cli/(?:(?:make|compress|build)-|develop/))' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
