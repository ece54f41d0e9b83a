import { connect, constants, createServer, type ClientHttp2Session, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import Koa from 'koa'
import { getAuth, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
let server: Http2Server
let session: ClientHttp2Session

beforeAll(async () => {
  const app = new Koa()
  app.use(resourceServer(issuer.options).requireScope('read'))
  app.use((ctx) => {
    ctx.body = getAuth(ctx).subject
  })
  const handle = app.callback()
  server = createServer((req, res) => void handle(req as never, res as never))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

afterAll(async () => {
  await new Promise<void>((resolve) => session.close(resolve))
  await new Promise((resolve) => server.close(resolve))
})

function statusOf(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = session.request({ [constants.HTTP2_HEADER_PATH]: '/', ...headers })
    request.once('response', (fields) => resolve(Number(fields[constants.HTTP2_HEADER_STATUS])))
    request.once('error', reject)
    request.resume().end()
  })
}

test('a token over HTTP/2 is read like one over HTTP/1', async () => {
  expect(await statusOf({})).toBe(401)
  expect(await statusOf({ authorization: `Bearer ${issuer.token({ scope: 'read' })}` })).toBe(200)
  expect(await statusOf({ authorization: `Bearer ${issuer.expired({ scope: 'read' })}` })).toBe(401)
})
