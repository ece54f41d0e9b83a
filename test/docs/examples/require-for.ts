import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../repository.js'
import { exampleFiles } from './example-files.js'
import { unconnectedRedis } from './unconnected-redis.js'

/** Who has what examples import, and what they say that they have. */
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
  .map((path) => ({ load: createRequire(path), named: namedIn(path) }))

function namedIn(path: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, object | undefined>>
  return ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}))
}

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
    'cloudflare:workers': () => ({ waitUntil: () => undefined }),
    ...unconnectedRedis(resolve),
  }
  return (name) => (inTheirPlace[name] ?? (() => resolve(name)))()
}

function resolve(name: string): unknown {
  const prefix = Object.keys(sources).find((start) => name.startsWith(start))
  if (prefix !== undefined) return owners[0]!.load(join(root, sources[prefix]!(name.slice(prefix.length))))
  const isNamed = (packageName: string) => name === packageName || name.startsWith(`${packageName}/`)
  // Others may find a package as well, in another version, which pnpm has put where all can see it.
  const owner = owners.find(({ named }) => named.some(isNamed)) ?? owners[0]!
  return owner.load(name)
}
