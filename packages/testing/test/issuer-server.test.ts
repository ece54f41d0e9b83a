import { request } from 'node:http'
import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'

const issuers: TestIssuer[] = []

function listening(...options: Parameters<typeof createTestIssuer>): TestIssuer {
  const issuer = createTestIssuer(...options)
  issuers.push(issuer)
  return issuer
}

afterEach(async () => {
  for (const issuer of issuers.splice(0)) await issuer.close()
})

const json = async (url: string): Promise<unknown> => (await fetch(url)).json()

test('the loopback address becomes the identifier, in tokens and metadata too', async () => {
  const issuer = listening()
  const url = await issuer.listen()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(issuer.issuer).toBe(url)
  expect(issuer.options.issuer).toBe(url)
  expect(await json(`${url}/.well-known/openid-configuration`)).toEqual(issuer.metadata)
  expect(await json(`${url}/.well-known/oauth-authorization-server`)).toMatchObject({
    issuer: url,
    jwks_uri: `${url}/jwks`,
  })
  expect(await json(`${url}/jwks`)).toEqual({ keys: [issuer.keys[0]!.publicJwk] })
  const payload = Buffer.from(issuer.token().split('.')[1]!, 'base64url').toString()
  expect(JSON.parse(payload)).toMatchObject({ iss: url })
})

test('a path of the identifier is kept', async () => {
  const issuer = listening({ issuer: 'https://as.example/t1' })
  const url = await issuer.listen()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/t1$/)
  const { origin } = new URL(url)
  expect(await json(`${origin}/.well-known/oauth-authorization-server/t1`)).toMatchObject({ issuer: url })
  expect((await fetch(`${origin}/jwks`)).status).toBe(404)
})

test('keepIssuer: the identifier stays, and the documents are served all the same', async () => {
  const issuer = listening({ issuer: 'https://as.example' })
  const url = await issuer.listen({ keepIssuer: true })
  expect(issuer.issuer).toBe('https://as.example')
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await json(`${url}/.well-known/openid-configuration`)).toMatchObject({
    issuer: 'https://as.example',
  })
  expect(await json(`${url}/jwks`)).toEqual({ keys: [issuer.keys[0]!.publicJwk] })
})

test('the injected fetch goes on, at the new identifier and without the network', async () => {
  const issuer = listening()
  const url = await issuer.listen()
  await issuer.close()
  expect((await issuer.fetch(`${url}/jwks`)).status).toBe(200)
  await expect(issuer.fetch('https://issuer.test/jwks')).rejects.toThrow('fetch failed')
})

test('sends Cache-Control and counts, with the injected fetch together', async () => {
  const issuer = listening()
  issuer.cacheControl = 'max-age=600'
  const url = await issuer.listen()
  expect((await fetch(`${url}/jwks`)).headers.get('cache-control')).toBe('max-age=600')
  await issuer.fetch(`${url}/jwks`)
  expect(issuer.requests.jwks).toBe(2)
  expect(issuer.requests.urls).toEqual([`${url}/jwks`, `${url}/jwks`])
})

test('HEAD has no body, POST is not allowed', async () => {
  const url = await listening().listen()
  const head = await fetch(`${url}/jwks`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await fetch(`${url}/jwks`, { method: 'POST', body: 'x' })).status).toBe(405)
})

test('after close nobody listens, and the same port can be taken again', async () => {
  const issuer = listening()
  const url = await issuer.listen()
  await issuer.close()
  await issuer.close()
  await expect(fetch(`${url}/jwks`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  expect(await issuer.listen({ port: Number(new URL(url).port) })).toBe(url)
  expect((await fetch(`${url}/jwks`)).status).toBe(200)
})

test('close cuts the connections that an outage holds', async () => {
  const issuer = listening()
  const url = await issuer.listen()
  issuer.outage('hang')
  const hanging = fetch(`${url}/jwks`)
  const failure = expect(hanging).rejects.toMatchObject({ name: 'TypeError' })
  while (issuer.requests.jwks === 0) await new Promise((resolve) => setImmediate(resolve))
  await issuer.close()
  await failure
})

test('listening twice is refused, and so is a port that is taken', async () => {
  const [issuer, other] = [listening(), listening()]
  const { port } = new URL(await issuer.listen())
  await expect(issuer.listen()).rejects.toThrow(/listens already/)
  await expect(other.listen({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect(other.issuer).toBe('https://issuer.test')
})

test('a request line without a path that makes sense is not the end of the server', async () => {
  const url = new URL(await listening().listen())
  await new Promise<void>((resolve) => {
    const odd = request({ host: url.hostname, port: url.port, path: '//[' }, () => resolve())
    odd.on('error', () => resolve()).end()
  })
  expect((await fetch(`${url.origin}/jwks`)).status).toBe(200)
})
