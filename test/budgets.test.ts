import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = resolve(import.meta.dirname, '..')
const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'package.json')),
)

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly optionalDependencies?: object
  readonly bundledDependencies?: readonly string[]
}

const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest

describe('what a package brings along', () => {
  /** All others, adapters among them, have the core alone. */
  const budgets: Readonly<Record<string, readonly string[]>> = {
    core: ['jose', 'lru-cache'],
    testing: ['@peculiar/asn1-schema', '@peculiar/asn1-x509'],
  }

  test.each(packages)('%s depends on what its budget names, in exact versions', (name) => {
    const { dependencies = {}, optionalDependencies, bundledDependencies } = manifestOf(name)
    expect(Object.keys(dependencies).toSorted()).toEqual(budgets[name] ?? ['@qalqon/core'])
    for (const [other, version] of Object.entries(dependencies))
      expect(version).toMatch(other.startsWith('@qalqon/') ? /^workspace:\*$/ : /^\d+\.\d+\.\d+$/)
    expect([optionalDependencies, bundledDependencies]).toEqual([undefined, undefined])
  })

  test('of the core, nobody has to install a peer', () => {
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf('core')
    const needed = Object.keys(peerDependencies).filter(
      (name) => peerDependenciesMeta[name]?.optional !== true,
    )
    expect(needed).toEqual([])
  })
})

describe('how large it is, minified and compressed', () => {
  // Beyond them the limits may be raised, for a reason that is worth the bytes to everybody who does not use it.
  test.each<[what: string, kilobytes: number, source: string, options: readonly string[]]>([
    [
      // 67, since `explain` says of a whole request what is wrong with its proof.
      'all of the core, without jose and lru-cache',
      67,
      "export * from './packages/core/src/index.js'",
      ['--packages=external', '--external:#*'],
    ],
    [
      'a worker with @qalqon/fetch, and all that it stands on',
      90,
      "export { getAuth, requireScope, resourceServer } from './packages/fetch/src/index.js'",
      ['--conditions=@qalqon/source,worker'],
    ],
  ])('%s: at most %i kB', (_what, kilobytes, source, options) => {
    const bundle = execFileSync(
      join(root, 'node_modules/.bin/esbuild'),
      ['--bundle', '--minify', '--format=esm', '--platform=neutral', '--loader=ts', ...options],
      { cwd: root, input: source, maxBuffer: 16 * 1024 * 1024 },
    )
    const size = gzipSync(bundle, { level: 9 }).length / 1000
    expect(size).toBeLessThanOrEqual(kilobytes)
    // A bundle that is empty, or much too small, would keep every limit.
    expect(size).toBeGreaterThan(kilobytes * 0.75)
  })
})
