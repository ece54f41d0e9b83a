import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** The arrows of the house point one way: examples → adapters → core → jose. */
const arrows = (group, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group, message }] }],
})

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      'eslint.config.js',
      'test/consumer/**',
      'test/report-skipped.mjs',
      'packages/core/bundle.mjs',
      '.ci/**',
      '**/node_modules/**',
      '**/.data/**',
      'coverage/**',
      '**/temp/**',
      'docs/.vitepress/cache/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.test.json',
          'packages/*/tsconfig.json',
          'examples/*/tsconfig.json',
          'benchmarks/tsconfig.json',
          'tsconfig.browser.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['packages/core/src/**'],
    ignores: ['packages/core/src/**/node-*.ts'],
    rules: arrows(
      ['node:*', '@qalqon/*', 'express', 'koa', 'fastify'],
      'core runs everywhere: no Node import, no framework, no sibling package',
    ),
  },
  {
    files: ['packages/core/src/**'],
    ignores: ['packages/core/src/**/node-*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'process', 'global', 'setImmediate', 'require', '__dirname'].map((name) => ({
          name,
          message: 'core runs everywhere: what is of Node belongs into a file node-*.ts',
        })),
      ],
    },
  },
  {
    files: ['packages/{express,koa,fastify,nestjs}/src/**'],
    rules: arrows(
      ['jose', '@qalqon/*', '!@qalqon/core'],
      'adapters hold no OAuth logic: they call @qalqon/core',
    ),
  },
  {
    files: ['packages/{fetch,hono}/src/**'],
    rules: arrows(
      ['node:*', 'jose', '@qalqon/*', '!@qalqon/core'],
      'adapters that run everywhere: no Node import, no OAuth logic; they call @qalqon/core',
    ),
  },
  {
    files: ['packages/redis/src/**'],
    rules: arrows(
      ['jose', 'ioredis', 'redis', '@redis/*', '@qalqon/*', '!@qalqon/core'],
      'a store takes the connection that it is handed, and implements a port of @qalqon/core',
    ),
  },
  {
    files: ['packages/cli/src/**'],
    rules: arrows(
      ['jose', '@qalqon/*', '!@qalqon/core'],
      'the command goes through the door of @qalqon/core',
    ),
  },
  {
    files: ['packages/testing/src/**'],
    rules: arrows(['@qalqon/*'], 'the testing kit stands beside core, not on it'),
  },
  {
    files: ['**/test/**', 'test/**', 'packages/*/fuzz/**'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    // Scripts of pages; the compiler knows what browsers have.
    files: ['examples/*/public/**/*.js'],
    rules: { 'no-undef': 'off' },
  },
  {
    // Nest types its options as classes, and takes plain objects.
    files: ['packages/nestjs/test/**'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
)
