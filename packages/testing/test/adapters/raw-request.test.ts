import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { fieldValues, RawConnection } from '../../src/adapters/raw-request.js'

let server: Server
let received: string
let answer: (socket: Socket) => void
let connection: RawConnection

beforeEach(async () => {
  received = ''
  server = createServer((socket) => {
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part
      answer(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  connection = await RawConnection.open((server.address() as AddressInfo).port)
})
afterEach(async () => {
  connection.close()
  await new Promise((resolve) => server.close(resolve))
})

const answering = (...parts: string[]) => {
  answer = (socket) => void socket.write(parts.splice(0).join(''), 'latin1')
}

test('a request goes over the wire octet for octet', async () => {
  answering('HTTP/1.1 204 No Content\r\n\r\n')
  const lines = ['Authorization: a\xe9', 'authorization: b']
  await connection.send({ method: 'POST', target: '/x?y', lines, body: 'a\xe9' })
  const head = ['POST /x?y HTTP/1.1', 'Host: rs.example', ...lines, 'Content-Length: 2']
  expect(received).toBe(`${head.join('\r\n')}\r\n\r\na\xe9`)
})

test('a body of several parts goes in chunks', async () => {
  answering('HTTP/1.1 204 No Content\r\n\r\n')
  await connection.send({ method: 'POST', target: '/', body: ['abc', 'x'.repeat(16)] })
  expect(received).toBe(
    `POST / HTTP/1.1\r\nHost: rs.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10\r\n${'x'.repeat(16)}\r\n0\r\n\r\n`,
  )
})

test('a response is read to its end, field by field', async () => {
  answering('HTTP/1.1 401 Unauthorized\r\nA: 1\r\nB:2\r\na: 3\r\nContent-Length: 2\r\n\r\n', '\xc3\xa9')
  const response = await connection.send({ target: '/x' })
  expect(response).toMatchObject({ to: 'GET /x', status: 401, body: 'é' })
  expect(fieldValues(response, 'a')).toEqual(['1', '3'])
  expect(fieldValues(response, 'b')).toEqual(['2'])
})

test('a response in chunks is put together', async () => {
  answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\xc3\r\n3\r\n\xa9bc\r\n0\r\n\r\n')
  expect((await connection.send({ target: '/' })).body).toBe('ébc')
})

test('responses to requests that were sent at once are told apart', async () => {
  answering(
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
    'HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nc',
  )
  const requests = [{ target: '/a' }, { method: 'HEAD', target: '/b' }, { target: '/c' }]
  const responses = await connection.sendAtOnce(requests)
  expect(responses.map(({ to, status, body }) => [to, status, body])).toEqual([
    ['GET /a', 200, 'a'],
    ['HEAD /b', 200, ''],
    ['GET /c', 404, 'c'],
  ])
})

test('a response of unknown length is none', async () => {
  answering('HTTP/1.1 200 OK\r\n\r\nabc')
  await expect(connection.send({ target: '/' })).rejects.toThrow('a response of unknown length')
})

test('a connection that ends before the response', async () => {
  answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc')
  await expect(connection.send({ target: '/' })).rejects.toThrow('the server closed the connection')
})
