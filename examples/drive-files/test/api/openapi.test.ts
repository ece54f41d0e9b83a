import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { createApp } from '../../src/app.js'
import { scopes } from '../../src/api/operation.js'
import type { Drive } from '../../src/files/drive.js'
import { expectProblem } from '../support/drive.js'

interface Operation {
  operationId: string
  security: { accessToken?: string[] }[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: { type: string; default?: unknown }
  }[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

interface Document {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { required?: string[]; properties?: Record<string, unknown> }> }
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
const issuer = createTestIssuer()

/** Without a database: what is asked here never gets that far. */
function app(publicUrl?: string) {
  return createApp({
    api: resourceServer(issuer.options),
    drive: {} as unknown as Drive,
    maxUploadBytes: 1000,
    checkDatabase: () => Promise.resolve(),
    log: () => undefined,
    issuers: [issuer.issuer],
    publicUrl,
  })
}

const read = async (publicUrl?: string) =>
  (await request(app(publicUrl)).get('/openapi.json').expect(200)).body as Document

/** Every operation of the document, as it says that it is called. */
async function operations() {
  const { paths } = await read()
  return Object.entries(paths).flatMap(([path, its]) =>
    methods.flatMap((method) => {
      const operation = its[method]
      const address = path
        .replace('{id}', '0190a0e0-0000-7000-8000-000000000000')
        .replace('{email}', 'bob@example.com')
      return operation ? [{ name: `${method} ${path}`, method, path, address, operation }] : []
    }),
  )
}

test('the document is one of OpenAPI 3.1, by a validator that is not ours', async () => {
  const document = await read()
  expect(document.openapi).toMatch(/^3\.1\./)
  await SwaggerParser.validate(
    structuredClone(document) as unknown as Parameters<typeof SwaggerParser.validate>[0],
  )
})

test('the validator would notice', async () => {
  const document = await read()
  const broken = { ...document, paths: { '/files': { get: { responses: { 200: { content: 7 } } } } } }
  await expect(
    SwaggerParser.validate(broken as unknown as Parameters<typeof SwaggerParser.validate>[0]),
  ).rejects.toThrow()
})

test('it has what the API offers, and says where that is', async () => {
  expect((await operations()).map(({ name }) => name).sort()).toEqual(
    [
      'get /files',
      'post /files',
      'get /files/{id}',
      'patch /files/{id}',
      'delete /files/{id}',
      'get /files/{id}/content',
      'put /files/{id}/content',
      'get /files/{id}/shares',
      'put /files/{id}/shares/{email}',
      'delete /files/{id}/shares/{email}',
      'get /folders',
      'post /folders',
      'get /folders/{id}',
      'patch /folders/{id}',
      'delete /folders/{id}',
      'get /folders/{id}/shares',
      'put /folders/{id}/shares/{email}',
      'delete /folders/{id}/shares/{email}',
      'get /shared',
      'get /trash',
      'post /trash/{id}/restore',
      'delete /trash/{id}',
      'delete /trash',
      'delete /token',
      'get /healthz',
      'get /openapi.json',
    ].sort(),
  )
  expect((await read()).servers).toEqual([{ url: '/' }])
  expect((await read('https://api.example.com/drive/')).servers).toEqual([
    { url: 'https://api.example.com/drive' },
  ])
})

test('the README has the same operations, with the same scopes', async () => {
  const readme = await readFile(resolve(__dirname, '../../README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([A-Z]+) (\/[^`]*)`[^|]*\| (?:`([\w.]+)`|none)/gm)]
  const told = rows.map(([, method = '', path = '', scope]) => [
    `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
    scope,
  ])
  // What is said of the shares of files is said of those of folders.
  const ofFolders = told.flatMap(([name = '', scope]) =>
    name.includes('/shares') ? [[name.replace('/files/', '/folders/'), scope]] : [],
  )
  const offered = (await operations()).map(({ name, operation }) => [
    name,
    operation.security[0]?.accessToken?.[0],
  ])
  expect([...told, ...ofFolders].sort()).toEqual(offered.sort())
})

describe('what it says of tokens is what is enforced', () => {
  const call = (one: Awaited<ReturnType<typeof operations>>[number], token?: string) => {
    const sent = request(app())[one.method](one.address)
    return token === undefined ? sent : sent.set('Authorization', `Bearer ${token}`)
  }

  test('without a token: 401 where it names a scheme, and nowhere else', async () => {
    for (const one of await operations()) {
      const { status, headers } = await call(one)
      expect([one.name, status === 401]).toEqual([one.name, one.operation.security.length > 0])
      if (status === 401) expect(headers['www-authenticate']).toMatch(/^Bearer/)
      expect('401' in one.operation.responses).toBe(status === 401)
    }
  })

  test('without the scope that it names: 403 that names it too; with that scope alone, no challenge', async () => {
    let asked = 0
    for (const one of await operations()) {
      const [needed, ...more] = one.operation.security[0]?.accessToken ?? []
      expect(more).toEqual([])
      if (needed === undefined) continue
      asked++
      const others = scopes.filter((scope) => scope !== needed)
      const refused = await call(
        one,
        issuer.token({ subject: 'alice', scope: others, authenticatedSecondsAgo: 0 }),
      )
      expect([one.name, refused.status]).toEqual([one.name, 403])
      expect(refused.headers['www-authenticate']).toContain(`scope="${needed}"`)
      const taken = await call(
        one,
        issuer.token({ subject: 'alice', scope: needed, authenticatedSecondsAgo: 0 }),
      )
      expect([one.name, taken.headers['www-authenticate']]).toEqual([one.name, undefined])
      const robot = await call(one, issuer.clientCredentials({ clientId: 'robot', scope: needed }))
      expect(expectProblem(robot, 403).type).toBe('urn:problem-type:drive-files:no-files')
      expect(one.operation.responses).toHaveProperty('403')
    }
    expect(asked).toBe(23)
  })

  test('with a token and no scope at all: only what names a scheme without scopes', async () => {
    for (const one of await operations()) {
      const { status } = await call(
        one,
        issuer.token({ subject: 'alice', scope: 'openid', authenticatedSecondsAgo: 0 }),
      )
      const { security } = one.operation
      expect([one.name, status !== 403]).toEqual([one.name, (security[0]?.accessToken ?? []).length === 0])
    }
  })
})

test('a path parameter that can be refused is documented with the refusal', async () => {
  const answered = await Promise.all(
    (await operations())
      .filter(({ path }) => path.includes('{email}'))
      .map(async ({ name, method, path, operation }) => {
        const [scope] = operation.security[0]?.accessToken ?? []
        const address = path.replace('{id}', 'x').replace('{email}', 'nobody')
        const agent = request(app())
        const response = await agent[method](address)
          .set('Authorization', `Bearer ${issuer.token({ subject: 'alice', scope: scope ?? '' })}`)
          .send(method === 'put' ? { role: 'viewer' } : undefined)
        return [name, response.status, Object.keys(operation.responses).includes(`${response.status}`)]
      }),
  )
  expect(answered.sort()).toEqual([
    ['delete /files/{id}/shares/{email}', 400, true],
    ['delete /folders/{id}/shares/{email}', 400, true],
    ['put /files/{id}/shares/{email}', 400, true],
    ['put /folders/{id}/shares/{email}', 400, true],
  ])
})

test('what is taken when a query says nothing is a value of its schema', async () => {
  const parameters = (await operations()).flatMap(({ operation }) => operation.parameters ?? [])
  const defaults = parameters.filter(({ schema }) => schema.default !== undefined)
  expect(new Set(defaults.map(({ name }) => name))).toEqual(new Set(['limit', 'sort']))
  for (const { name, schema } of defaults) expect([name, typeof schema.default]).toEqual([name, schema.type])
})

test('every name is given once, and every path parameter is described', async () => {
  const all = await operations()
  expect(new Set(all.map(({ operation }) => operation.operationId)).size).toBe(all.length)
  for (const { path, operation } of all) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(described.map(({ name }) => name)).toEqual(named)
    for (const { required } of described) expect(required).toBe(true)
  }
})

test('what validates is what describes: members that are needed, and no other', async () => {
  const { schemas } = (await read()).components
  expect(schemas.NewFolder).toMatchObject({ required: ['name'], additionalProperties: false })
  expect(Object.keys(schemas.File?.properties ?? {})).toEqual(
    expect.arrayContaining(['id', 'name', 'folder', 'role', 'owner', 'size', 'sha256']),
  )
  expect(schemas.File?.required).not.toContain('owner')
  const list = (await operations()).find(({ name }) => name === 'get /files')!
  const query = list.operation.parameters?.map(({ name, required }) => [name, required ?? false])
  expect(query).toEqual([
    ['folder', false],
    ['q', false],
    ['sort', false],
    ['limit', false],
    ['cursor', false],
  ])
})
