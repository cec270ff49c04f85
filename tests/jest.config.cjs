/** Nest 12 and a few packages behind it are ESM only: jest on Node 20 needs them transformed as well. */
const swc = (syntax) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: syntax === 'ts' ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
    swcrc: false,
  },
];

module.exports = {
  rootDir: '..',
  testEnvironment: 'node',
  maxWorkers: 2,
  testTimeout: 60_000,
  globalSetup: '<rootDir>/tests/support/stores.ts',
  globalTeardown: '<rootDir>/tests/support/stores-stop.ts',
  testMatch: ['<rootDir>/tests/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  moduleNameMapper: { '^#(contracts|domain|messaging|service|allocation)/(.*)$': '<rootDir>/libs/$1/src/$2' },
  transform: { '^.+\\.ts$': swc('ts'), '^.+\\.m?js$': swc('js') },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|file-type|strtok3|token-types|uint8array-extras|@borewit|@tokenizer|load-esm|uuid|jose|cookie|content-disposition)/)',
  ],
};
