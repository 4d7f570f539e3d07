/**
 * Mutation testing of the pure heart: what decides whether something is
 * allowed, ready or approved. `yarn test:mutation` runs it and renews the table
 * in docs/development.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'yarn',
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    configFile: 'node_modules/@backstage/cli/config/jest.js',
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  dryRunTimeoutMinutes: 20,
  mutate: [
    'access',
    'logAccess',
    'plan',
    'policy',
    'readiness',
    'requests',
    'spec',
  ]
    .map(room => `plugins/session-manager-common/src/${room}/**/*.ts`)
    .concat(
      '!**/*.test.ts',
      '!**/__testUtils__/**',
      // Tables of sentences.
      '!**/readiness/messages/**',
      '!**/readiness/{advice,causes,headline}.ts',
      '!**/plan/describeChange.ts',
    ),
  // Texts are for people to read, and change more often than what they say.
  mutator: { excludedMutations: ['StringLiteral'] },
  // What the tests of this package do not need is not copied; nor are the
  // tests with thousands of random cases, which would take hours. Examples have
  // to notice a change without them.
  ignorePatterns: [
    '**/*.{model,properties,property}.test.ts',
    '/.local-aws',
    '/benchmarks',
    '/docs/images',
    '/e2e-tests',
    '/packages',
    '/plugins/scaffolder-*/**',
    '/plugins/session-manager/**',
    '/plugins/session-manager-backend/**',
    '/plugins/session-manager-node/**',
    'dist-types',
  ],
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
};
