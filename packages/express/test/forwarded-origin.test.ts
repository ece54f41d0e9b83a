import type { AddressInfo } from 'node:net'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import express, { type ErrorRequestHandler, type Express } from 'express'
import express4 from 'express4'
import { resourceServer } from '../src/index.js'

const audience = 'https://rs.example/api'

describe.each<[string, () => Express]>([
  ['Express 5', express],
  ['Express 4', express4],
])("publicUrl: 'forwarded' in %s", (_version, makeApp) => {
  const issuer = createTestIssuer({ audience, now: 1_700_000_000 })
  const prover = createDpopProver({ clock: issuer.clock })
  let server: ReturnType<Express['listen']> | undefined
  let thrown: unknown
  afterEach(() => server?.close())

  /** The status of `GET /x` with these fields and a proof for this URL. */
  async function status(
    trustProxy: unknown,
    htu: string,
    fields: Record<string, string>,
    options: { audience?: string } = {},
  ): Promise<number> {
    const app = makeApp()
    if (trustProxy !== undefined) app.set('trust proxy', trustProxy)
    app.use(resourceServer({ ...issuer.options, dpop: 'allowed', publicUrl: 'forwarded', ...options }))
    app.get('/x', (_req, res) => void res.json({}))
    const keep: ErrorRequestHandler = (error, _req, _res, next) => {
      thrown = error
      next(error)
    }
    app.use(keep)
    server?.close()
    const listening = (server = app.listen(0, '127.0.0.1'))
    await new Promise((resolve) => listening.once('listening', resolve))
    const { port } = listening.address() as AddressInfo
    const { audience: own = audience } = options
    const token = issuer.token({ boundTo: prover, audience: own })
    const headers = { ...fields, ...prover.headers({ url: htu, token }) }
    return (await fetch(`http://127.0.0.1:${port}/x`, { headers })).status
  }

  const told = { 'x-forwarded-host': 'tenant.example', 'x-forwarded-proto': 'https' }

  test('9449-4.3-9d, 9700-4.13-a: what a trusted hop tells counts', async () => {
    expect(await status('loopback', 'https://tenant.example/x', told)).toBe(200)
    expect(await status('loopback', 'https://rs.example/x', told)).toBe(401)
  })

  test.each<[string, Record<string, string>]>([
    ['several hosts', { 'x-forwarded-host': 'evil.example, tenant.example' }],
    ['several schemes', { 'x-forwarded-proto': 'http, https' }],
  ])('what a hop passes on of others does not: %s', async (_what, fields) => {
    const all = { ...told, ...fields }
    for (const htu of ['https://evil.example/x', 'http://tenant.example/x', 'https://tenant.example/x']) {
      expect(await status('loopback', htu, all)).toBe(401)
    }
    expect(await status('loopback', 'https://rs.example/x', all)).toBe(200)
  })

  test.each<[string, Record<string, string>]>([
    ['a path in the host', { 'x-forwarded-host': 'tenant.example/other?' }],
    ['a fragment in the host', { 'x-forwarded-host': 'tenant.example/other#' }],
    ['a name before it', { 'x-forwarded-host': 'user@tenant.example' }],
    ['a URL for a scheme', { 'x-forwarded-proto': 'https://tenant.example/other?' }],
  ])('what is no scheme and host does not: %s', async (_what, fields) => {
    for (const htu of ['https://tenant.example/other', 'https://tenant.example/x', 'https://rs.example/x']) {
      expect(await status('loopback', htu, { ...told, ...fields })).toBe(401)
    }
  })

  test('9449-4.3-9d, 9700-4.13-a: what anybody else tells does not; then the identifier of the API does', async () => {
    for (const trustProxy of [undefined, false, '10.0.0.0/8']) {
      expect(await status(trustProxy, 'https://tenant.example/x', told)).toBe(401)
      expect(await status(trustProxy, 'https://rs.example/x', told)).toBe(200)
    }
  })

  test('nobody tells it: a fault of the configuration', async () => {
    const options = { audience: 'api://files' }
    expect(await status(undefined, 'https://tenant.example/x', told, options)).toBe(500)
    expect(thrown).toMatchObject({ code: 'configuration_invalid', option: 'publicUrl' })
  })

  test.each<[string, unknown]>([
    ['true', true],
    ['a function that trusts everybody', () => true],
  ])(
    'trust proxy is %s, and every client could tell it: a fault of the configuration',
    async (_what, trust) => {
      expect(await status(trust, 'https://tenant.example/x', told)).toBe(500)
      expect(String(thrown)).toMatch(/publicUrl: 'forwarded' where trust proxy trusts everybody/)
    },
  )
})
