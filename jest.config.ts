/** @jest-config-loader esbuild-register */
import { availableParallelism } from 'node:os'
import type { Config } from 'jest'

// Packages that ship ES modules alone, or call import() at run time; Jest turns them into CommonJS.
const esmOnly = ['jose', 'oauth4webapi', 'openid-client', 'dpop', 'cookie', '@electric-sql', '@nestjs']

export default {
  testMatch: [
    '<rootDir>/{packages,examples}/*/test/**/*.test.ts',
    '<rootDir>/{benchmarks/,}test/**/*.test.ts',
  ],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@qalqon/source', 'node', 'node-addons'] },
  transform: {
    // Nest is configured through decorators, and injects by the types that they keep.
    '/packages/nestjs/.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
    '\\.c?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`node_modules[/\\\\](?!\\.pnpm[/\\\\])(?!(${esmOnly.join('|')})[/\\\\])`],
  reporters: ['default', '<rootDir>/test/report-skipped.mjs'],
  // Jest leaves a processor free. Here some suites wait for processes, sockets and timeouts, and others have use for it meanwhile. As
  // a number: Jest takes percentages up to 100, and reads more of them as that many workers.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testTimeout: 15_000,
} satisfies Config
