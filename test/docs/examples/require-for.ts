import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../repository.js'
import { exampleFiles } from './example-files.js'
import { unconnectedRedis } from './unconnected-redis.js'

/** Who has what examples import. */
const owners = [
  ...['express', 'koa', 'fastify', 'hono', 'fetch', 'nestjs', 'redis', 'core', 'testing'].map(
    (name) => `packages/${name}`,
  ),
  'test/docs',
  'examples/drive-files',
  'examples/mcp-server',
  '.',
]
  .map((folder) => join(root, folder, 'package.json'))
  .filter((path) => existsSync(path))
  .map((path) => createRequire(path))

/** The packages of this repository, from their sources. */
const sources: Readonly<Record<string, (name: string) => string>> = {
  '@qalqon/core/': (name) => `packages/core/src/telemetry/${name}.ts`,
  '@qalqon/testing/': (name) => `packages/testing/src/${name}.ts`,
  '@qalqon/': (name) => `packages/${name}/src/index.ts`,
}

/**
 * What examples import, by its name.
 *
 * @param runner what stands in the place of each test runner
 */
export function requireFor(runner: Readonly<Record<string, unknown>>): (name: string) => unknown {
  const inTheirPlace: Readonly<Record<string, () => unknown>> = {
    'node:test': () => runner,
    vitest: () => runner,
    '@jest/globals': () => runner,
    '@qalqon/testing/vitest': () => ({}), // gives its matchers to Vitest, which is not here
    'node:fs': () => exampleFiles,
    'node:fs/promises': () => exampleFiles.promises,
    cors: () => () => (_request: unknown, _response: unknown, next: () => void) => next(),
    ...unconnectedRedis(resolve),
  }
  return (name) => (inTheirPlace[name] ?? (() => resolve(name)))()
}

function resolve(name: string): unknown {
  const prefix = Object.keys(sources).find((start) => name.startsWith(start))
  if (prefix !== undefined) return owners[0]!(join(root, sources[prefix]!(name.slice(prefix.length))))
  for (const owner of owners) {
    try {
      owner.resolve(name)
    } catch {
      continue
    }
    return owner(name)
  }
  throw new Error(`no package has ${name}`)
}
