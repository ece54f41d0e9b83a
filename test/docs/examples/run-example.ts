import { generateKeyPairSync } from 'node:crypto'
import { transformSync } from '@swc/core'
import { captureServers } from './capture-servers.js'
import type { Example } from './examples.js'
import { testCollector, type CollectedTest } from './test-collector.js'
import { requireFor } from './require-for.js'
import { issuersBehindFetch } from './issuers-behind-fetch.js'

/** What came of running an example. */
export interface Run {
  readonly exports: Readonly<Record<string, unknown>>
  readonly tests: readonly CollectedTest[]
  /** Where the example listens. */
  readonly origins: readonly string[]
  /** Stops what the example has started. */
  readonly stop: () => Promise<void>
}

interface Replaced {
  readonly fetch?: typeof fetch
  readonly Date?: { now(): number }
}

/** What examples read from the environment, and workers from what they are handed. */
export const environment = {
  ISSUER: 'https://auth.example.com',
  AUDIENCE: 'https://api.example.com',
  INTROSPECTION_KEY: JSON.stringify({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    alg: 'ES256',
  }),
  INTROSPECTION_SECRET: 'a-secret-for-examples',
  ACME_SECRET: 'a-secret-for-examples',
  INITECH_SECRET: 'a-secret-for-examples',
  NONCE_KEY: '0123456789abcdef0123456789abcdef',
}

/** Examples print; here nobody reads it. */
const silent = Object.fromEntries(
  ['log', 'info', 'warn', 'error', 'debug'].map((name) => [name, () => undefined]),
)

type Program = (...values: unknown[]) => Promise<void>

const AsyncFunction = Object.getPrototypeOf(async () => Promise.resolve()).constructor as new (
  ...texts: string[]
) => Program

/**
 * Runs an example as a module in this process: its issuers are behind `fetch`, it listens on a free port whatever port it names, its
 * files are in memory, and its tests are collected.
 *
 * @param siblings the other examples of the document, which it can import by name
 * @param replaced what stands in the place of some globals; `fetch` by default has whatever issuer is asked for behind it
 */
export async function runExample(
  example: Example,
  siblings: readonly Example[] = [],
  { fetch: behind = issuersBehindFetch(globalThis.fetch), ...globals }: Replaced = {},
): Promise<Run> {
  const servers = captureServers()
  const fetch = jest.spyOn(globalThis, 'fetch').mockImplementation(behind)
  const { tests, runner } = testCollector()
  const require = requireFor(runner)

  const loaded = new Map<string, Record<string, unknown>>()
  const load = async ({ path, code }: Example): Promise<Record<string, unknown>> => {
    const known = loaded.get(path)
    if (known) return known
    const exports: Record<string, unknown> = {}
    loaded.set(path, exports)
    for (const other of siblings) if (imports(code, other)) await load(other)
    const requireHere = (name: string) => {
      const sibling = siblings.find((other) => name === nameOf(other))
      return sibling ? loaded.get(sibling.path) : require(name)
    }
    const process = Object.assign(Object.create(globalThis.process), {
      env: { ...globalThis.process.env, ...environment },
    })
    const given = { require: requireHere, exports, ...runner, console: silent, process, ...globals }
    await new AsyncFunction(...Object.keys(given), compiled(code))(...Object.values(given))
    return exports
  }

  const stop = async () => {
    servers.release()
    fetch.mockRestore()
    await servers.close()
  }
  try {
    const exports = await load(example)
    return { exports, tests, origins: await servers.origins(), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** How other examples of a document import this one. */
const nameOf = ({ path }: Example) => `./${path.slice(path.lastIndexOf('/') + 1).replace(/\.ts$/, '.js')}`

const imports = (code: string, other: Example) => code.includes(`from '${nameOf(other)}'`)

function compiled(code: string): string {
  return transformSync(code, {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'commonjs', ignoreDynamic: true },
  }).code
}
