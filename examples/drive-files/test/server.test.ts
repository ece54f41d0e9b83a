import { once } from 'node:events'
import { connect } from 'node:net'
import { closeServer, listen, urlOf } from '../src/server.js'
import { StartupError } from '../src/startup-error.js'

const anywhere = { port: 0, host: '127.0.0.1' }

test('a taken port is refused with the variable that changes it', async () => {
  const first = await listen(() => undefined, anywhere)
  const port = Number(new URL(urlOf(first)).port)
  const second = listen(() => undefined, { ...anywhere, port })
  await expect(second).rejects.toThrow(StartupError)
  await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken.`)
  await expect(second).rejects.toThrow(/PORT/)
  await closeServer(first)
})

test('a host that is not of this machine is refused with the variable that changes it', async () => {
  await expect(listen(() => undefined, { port: 0, host: '192.0.2.1' })).rejects.toThrow(/HOST/)
})

test('a request that runs may finish, an idle connection is closed at once', async () => {
  let finish = () => undefined as unknown
  const server = await listen((_req, res) => {
    finish = () => res.end('done')
    res.flushHeaders()
  }, anywhere)
  const answer = fetch(urlOf(server))
  const body = (await answer).text()
  const closing = closeServer(server, 60_000)
  finish()
  expect(await body).toBe('done')
  await closing
})

test('what does not end in time is cut off', async () => {
  const server = await listen(() => undefined, anywhere)
  const socket = connect(Number(new URL(urlOf(server)).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: drive\r\n\r\n')
  await once(server, 'request')
  await closeServer(server, 20)
  await once(socket, 'close')
})

test('no request may take for ever', async () => {
  const server = await listen(() => undefined, anywhere)
  expect(server.headersTimeout).toBeLessThanOrEqual(60_000)
  expect(server.requestTimeout).toBeLessThanOrEqual(3_600_000)
  expect(server.requestTimeout).toBeGreaterThan(0)
  expect(server.timeout).toBeGreaterThan(0)
  await closeServer(server)
})
