import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { fromIncomingMessage, isPartlyRead } from '../../src/index.js'

const large = 'x'.repeat(65_537)
const malformed = expect.objectContaining({ name: 'TokenFault', code: 'credentials_malformed' }) as unknown

let server: Server
let handle: (req: IncomingMessage) => unknown

/** Reads the form as the pipeline would, and tells what came of it. */
const formOf = (req: IncomingMessage, carrier?: object) => fromIncomingMessage(req, '/', carrier).form?.()

beforeAll(async () => {
  server = createServer((req, res) => {
    const settled = new Promise((resolve) => resolve(handle(req)))
    const tell = (value: unknown) => {
      if (isPartlyRead(req)) res.setHeader('connection', 'close')
      res.end()
      server.emit('told', value)
    }
    settled.then(tell, tell)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const portOf = () => (server.address() as AddressInfo).port

/** Sends parts of a body, without saying before how many there are; returns what came of it, and `Connection`. */
async function send(parts: readonly (string | Buffer)[], headers = {}) {
  const told = once(server, 'told')
  const sent = httpRequest({ port: portOf(), host: '127.0.0.1', method: 'POST', headers })
  sent.on('error', () => undefined)
  for (const part of parts) sent.write(part)
  sent.end()
  const [[response], [value]] = (await Promise.all([once(sent, 'response'), told])) as [
    [IncomingMessage],
    [unknown],
  ]
  response.resume()
  return { value, connection: response.headers.connection }
}

test('a form is read, and left as a body parser would leave it', async () => {
  const carrier: { body?: unknown } = {}
  handle = (req) => formOf(req, carrier)
  const { value, connection } = await send(['a=1&b=%C3', '%A9+&b=2', '&b=3&toString=x'])
  expect(value).toBe('a=1&b=%C3%A9+&b=2&b=3&toString=x')
  expect({ ...(carrier.body as object) }).toEqual({ a: '1', b: ['é ', '2', '3'], toString: 'x' })
  expect(connection).toBe('keep-alive')
})

test('octets that are no ASCII are still none in the text', async () => {
  handle = (req) => formOf(req)
  expect((await send([Buffer.from([0x61, 0xc3]), Buffer.from([0xa9, 0xc3])])).value).toBe('aé\ufffd')
})

test('at the bound it is read, one octet more is refused and ends the connection', async () => {
  handle = (req) => formOf(req)
  expect((await send([large.slice(1)])).value).toHaveLength(65_536)
  expect(await send([large.slice(1), 'x'])).toEqual({ value: malformed, connection: 'close' })
  expect(await send([large], { 'content-length': large.length })).toMatchObject({ value: malformed })
})

test('a compressed one is not read', async () => {
  handle = async (req) => {
    await expect(async () => formOf(req)).rejects.toEqual(malformed)
    return req.readableDidRead
  }
  expect((await send(['a=1'], { 'content-encoding': 'gzip' })).value).toBe(false)
  handle = (req) => formOf(req)
  expect((await send(['a=1'], { 'content-encoding': 'Identity' })).value).toBe('a=1')
})

test('a client that leaves in the middle of it leaves nothing that waits', async () => {
  handle = (req) => {
    const form = formOf(req)
    socket.destroy()
    return form
  }
  const told = once(server, 'told')
  const socket = connect(portOf(), '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=1')
  expect((await told)[0]).toEqual(malformed)
})

describe('what a body parser has left', () => {
  const parsed = (body: unknown, prepare: (req: IncomingMessage) => unknown = () => undefined) => {
    handle = async (req) => {
      await prepare(req)
      return formOf(req, { body })
    }
    return send(['a=1']).then(({ value }) => value)
  }
  const consume = (req: IncomingMessage) => once(req.resume(), 'end')

  test.each(['a=2', { a: '2' }, Object.freeze({ a: ['2'] })])('is taken as it is: %j', async (body) => {
    expect(await parsed(body, consume)).toBe(body)
    expect(await parsed(body)).toBe(body)
  })

  test('may be octets', async () => {
    expect(await parsed(Buffer.from('a=\xe9', 'latin1'))).toBe('a=\ufffd')
  })

  test('an empty object counts where the body was read, and otherwise the body is read', async () => {
    expect(await parsed({}, consume)).toEqual({})
    expect(await parsed({})).toBe('a=1')
  })

  test('nothing is left where something else has read the body', async () => {
    expect(await parsed(undefined, consume)).toBeUndefined()
  })

  test('a request that is no stream has what it carries', () => {
    const message = { method: 'POST', rawHeaders: [], headers: {} }
    expect(fromIncomingMessage(message).form?.()).toBeUndefined()
    expect(fromIncomingMessage({ ...message, body: 'a=1' } as typeof message).form?.()).toBe('a=1')
  })
})
