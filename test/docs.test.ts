import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { compileFunction } from 'node:vm'
import { transform } from '@swc/core'
import request from 'supertest'
import type { AccessRequirement, RevocationStore } from '../packages/core/src/index.js'
import { tokenFaultKinds } from '../packages/core/src/faults/token-fault-codes.js'
import { presetOptions, publicNames } from '../packages/core/test/support/public-names.js'
import {
  createTestClock,
  createTestIssuer,
  revocationStoreConformance,
} from '../packages/testing/src/index.js'
import { anchors, codeBlocks, linkTargets } from './docs/markdown.js'
import { typeErrors } from './docs/type-check.js'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const committed = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
const documents = committed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))

describe.each(documents)('%s', (path) => {
  test('links lead somewhere', () => {
    expect(linkTargets(read(path)).filter((target) => isBroken(path, target))).toEqual([])
  })
})

function isBroken(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return false
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : join(dirname(from), decodeURIComponent(file))
  if (!existsSync(join(root, path))) return true
  if (anchor === undefined || statSync(join(root, path)).isDirectory()) return anchor !== undefined
  return !anchors(read(path)).has(decodeURIComponent(anchor))
}

describe('docs/errors.md', () => {
  const text = 'Access tokens cannot be checked at the moment'
  const infrastructure = publicNames['infrastructure faults']
  const codes = [...Object.keys(tokenFaultKinds), ...infrastructure, 'configuration_invalid']
  const errors = read('docs/errors.md')

  test('has a chapter for each code, and for nothing else', () => {
    const chapters = [...errors.matchAll(/^### `(.+)`$/gm)].map(([, code]) => code)
    expect(chapters.toSorted()).toEqual(codes.toSorted())
  })

  test('says of each code what its client gets', () => {
    const cell = (value: string) => value.trim()
    const table = [...errors.matchAll(/^\| `(\w+)` *\|(.*)\|(.*)\|$/gm)]
    const rows = table.map(([, code = '', answer = '', words = '']) => [code, cell(answer), cell(words)])
    const expected = [
      ...Object.entries(tokenFaultKinds).map(([code, kind]) => [
        code,
        'error' in kind ? `${kind.status} \`${kind.error}\`` : String(kind.status),
        kind.text,
      ]),
      ...infrastructure.map((code) => [code, '503', text]),
      ['configuration_invalid', 'none: it is thrown', ''],
    ]
    expect(rows.toSorted()).toEqual(expected.toSorted())
  })
})

describe('docs/guide.md', () => {
  const requirement: Record<keyof AccessRequirement, string> = {
    audience: "audience: 'https://",
    subjectType: "subjectType: 'user'",
    roles: 'roles: […]',
    anyRole: 'anyRole: […]',
    claims: "claims: { tenant: 'acme' }",
    acrValues: "acrValues: ['phr'",
    maxAgeSeconds: 'maxAgeSeconds: 300',
    scope: 'scope: […]',
    anyScope: 'anyScope: […]',
    authorizationDetails: 'authorizationDetails: […]',
    check: 'check: (token',
  }
  const guide = read('docs/guide.md')

  test.each([
    ['options', 'All options'],
    ['options of an issuer', 'All options'],
    ['options of key sets', 'All options'],
    ['options of metadata', 'Resource metadata'],
    ['events', 'Events and logging'],
    ['members of a token', 'Who calls'],
    ['members of a required detail', 'Authorization details'],
  ] as const)('has a row for each of the %s', (what, chapter) => {
    const [, text = ''] = guide.split(`\n## ${chapter}\n`)
    const rows = [...(text.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)(?:\(\))?`/gm)].map(
      ([, name]) => name,
    )
    expect(rows).toEqual(expect.arrayContaining([...publicNames[what]]))
  })

  test('names each requirement', () => {
    for (const words of Object.values(requirement)) expect(guide).toContain(words)
  })

  test('has no row for an option that does not exist', () => {
    const [, text = ''] = guide.split('\n## All options\n')
    const rows = [...(text.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    const kinds = ['options', 'options of an issuer', 'options of key sets'] as const
    const all = kinds.flatMap((kind) => publicNames[kind])
    expect(rows.filter((name) => !all.includes(name ?? ''))).toEqual([])
  })
})

describe('docs/providers.md', () => {
  const providers = read('docs/providers.md')
  const chapter = (heading: string) => providers.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rowsIn = (text: string) => [...text.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)

  test.each(Object.entries(presetOptions))(
    'has a row for each option of the preset for %s',
    (heading, names) => {
      const [options = ''] = chapter(heading).split('\n| refused with')
      expect(rowsIn(options).toSorted()).toEqual([...names].toSorted())
    },
  )

  test('has a row for each member of a dialect', () => {
    const rows = rowsIn(chapter('Providers without a preset'))
    expect(rows.toSorted()).toEqual([...publicNames['members of a dialect']].toSorted())
  })

  test('names no code that does not exist', () => {
    const tables = [...providers.matchAll(/^\| refused with[^\n]*\n(?:\|[^\n]*\n)+/gm)].join('')
    const codes = rowsIn(tables)
    expect(codes.length).toBeGreaterThan(10)
    const known = [...Object.keys(tokenFaultKinds), ...publicNames['infrastructure faults']]
    expect(codes.filter((code) => !known.includes(code ?? ''))).toEqual([])
  })
})

test('both languages of the learning guide have the same commands', () => {
  const [english, uzbek] = ['docs/learn.md', 'docs/uz/learn.md'].map((path) =>
    codeBlocks(read(path)).map(({ language, code }) => ({ language, code })),
  )
  expect(english!.length).toBeGreaterThan(10)
  expect(uzbek).toEqual(english)
})

/** The whole examples in TypeScript, by the place where they stand. */
function wholeExamples(): Map<string, string> {
  const readmes = documents.filter((path) => /^packages\/.+\/README\.md$/.test(path))
  const modules = new Map<string, string>()
  for (const path of ['README.md', 'docs/guide.md', 'docs/migrating.md', 'docs/providers.md', ...readmes]) {
    for (const { language, code, line } of codeBlocks(read(path))) {
      // The READMEs of packages also have fragments, which need what stands around them.
      const whole = !readmes.includes(path) || code.startsWith('import ')
      if (language === 'ts' && whole) modules.set(`${path.replaceAll(/\W/g, '-')}-line-${line}.ts`, code)
    }
  }
  return modules
}

test('the TypeScript in the documents compiles, its tests also for the runner of Node', () => {
  const modules = wholeExamples()
  expect(modules.size).toBeGreaterThan(10)
  const tests = [...modules].filter(([, code]) => /^test\(/m.test(code))
  expect(tests.length).toBeGreaterThan(3)
  for (const [name, code] of tests) modules.set(`node-${name}`, `import { test } from 'node:test'\n${code}`)
  expect(typeErrors(modules)).toEqual([])
}, 60_000)

test('the examples of the adapters say what they import', () => {
  for (const path of ['express', 'koa', 'hono', 'fetch', 'nestjs'].map(
    (name) => `packages/${name}/README.md`,
  )) {
    const fragments = codeBlocks(read(path)).filter(
      ({ language, code }) => language === 'ts' && !code.startsWith('import '),
    )
    expect(fragments.map(({ line }) => `${path}:${line}`)).toEqual([])
  }
})

describe('the first example of README.md', () => {
  const issuer = createTestIssuer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
  let app: App

  beforeAll(async () => {
    jest.spyOn(globalThis, 'fetch').mockImplementation(issuer.fetch)
    app = await runExample(codeBlocks(read('README.md')).find(({ language }) => language === 'ts')!.code)
  })
  afterAll(() => jest.restoreAllMocks())

  const get = (token: string) => request(app).get('/files').set('Authorization', `Bearer ${token}`)

  test('lets a token with the scope through', async () => {
    const { body } = await get(issuer.token({ scope: 'files.read', subject: 'alice' })).expect(200)
    expect(body).toEqual({ owner: 'alice' })
  })

  test('refuses a token without the scope', () => get(issuer.token()).expect(403))
  test('refuses a token for another API', () => get(issuer.forAnotherAudience()).expect(401))
  test('refuses a request without a token', () => request(app).get('/files').expect(401))
})

describe('the revocation store of docs/guide.md does what every revocation store must', () => {
  const clock = createTestClock()
  let database: Postgres
  let create: (database: Postgres) => Promise<RevocationStore>

  beforeAll(async () => {
    const { PGlite } = sampleApi('@electric-sql/pglite') as { PGlite: new () => Postgres }
    database = new PGlite()
    const source = codeBlocks(read('docs/guide.md')).find(({ code }) => code.includes('postgresRevocations'))!
    const module = await runModule(source.code, { Date: { now: () => clock() * 1000 } })
    create = (module as { postgresRevocations: typeof create }).postgresRevocations
    await create(database) // what takes long is to start Postgres
  }, 60_000)
  afterAll(() => database.close())

  const checks = revocationStoreConformance({
    create: () => create(database),
    createPeer: () => create(database),
    clock,
  })
  for (const { name, run } of checks) test(name, run)
})

type App = Parameters<typeof request>[0]

/** Postgres inside the process, which the sample API has. */
interface Postgres {
  query(text: string): Promise<unknown>
  close(): Promise<void>
}

const sampleApi = createRequire(join(root, 'examples/drive-files/package.json'))

/** Runs it as if it stood in the sample API, but for the port. */
async function runExample(source: string): Promise<App> {
  expect(source).toContain('app.listen(3000)')
  return ((await runModule(source.replace('app.listen(3000)', 'export { app }'))) as { app: App }).app
}

/** What a module exports that stands in the sample API, with globals of its own. */
async function runModule(source: string, globals: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const { code } = await transform(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  })
  const exported: unknown = {}
  const given = { require: sampleApi, exports: exported, ...globals }
  const run = compileFunction(code, Object.keys(given)) as (...values: unknown[]) => void
  run(...Object.values(given))
  return exported
}
