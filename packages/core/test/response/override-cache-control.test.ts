import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { overrideCacheControl } from '../../src/index.js'

/** The fields of an answer that a handler writes, over the wire. */
async function answer(handle: (res: ServerResponse) => void): Promise<IncomingHttpHeaders> {
  const server = createServer((_req, res) => {
    overrideCacheControl(res, 'private, no-store')
    handle(res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    return Object.fromEntries(headers)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const weaker = 'public, max-age=60'

test.each<[how: string, handle: (res: ServerResponse) => void]>([
  ['none', (res) => res.end()],
  ['setHeader', (res) => res.setHeader('Cache-Control', weaker).end()],
  ['two lines', (res) => res.setHeader('Cache-Control', ['public', 'max-age=60']).end()],
  ['writeHead', (res) => res.writeHead(200, { 'CACHE-control': weaker, 'x-a': 'b' }).end()],
  ['writeHead with a phrase', (res) => res.writeHead(200, 'Fine', { 'cache-control': weaker }).end()],
  ['writeHead with a list', (res) => res.writeHead(200, ['Cache-Control', weaker, 'X-A', 'b']).end()],
  ['a list of pairs', (res) => res.writeHead(200, [['Cache-Control', weaker]] as never).end()],
  ['write', (res) => res.setHeader('Cache-Control', weaker).write('x') && res.end()],
  [
    'flushHeaders',
    (res) => {
      res.setHeader('Cache-Control', weaker).flushHeaders()
      res.end()
    },
  ],
  [
    'a refusal that forgot',
    (res) => {
      res.statusCode = 404
      res.setHeader('Cache-Control', weaker).end()
    },
  ],
])('it takes the place of what the application sets: %s', async (_, handle) => {
  expect((await answer(handle))['cache-control']).toBe('private, no-store')
})

test('all else that is handed to writeHead stays', async () => {
  const lists = { 'Cache-Control': weaker, 'X-A': 'b', 'Set-Cookie': ['c=1', 'd=2'] }
  expect(await answer((res) => res.writeHead(201, 'Made', lists).end())).toMatchObject({
    'x-a': 'b',
    'set-cookie': 'd=2',
  })
  const flat = await answer((res) =>
    res.writeHead(200, ['Cache-Control', weaker, 'X-A', 'cache-control']).end(),
  )
  expect(flat).toMatchObject({ 'x-a': 'cache-control', 'cache-control': 'private, no-store' })
})

test('a refusal keeps its no-store', async () => {
  const refusal = await answer((res) => {
    res.statusCode = 403
    res.setHeader('cache-control', 'no-store').end()
  })
  expect(refusal['cache-control']).toBe('no-store')
})
