import { readAnswer } from '../../src/load/http-message.js'

const head = 'HTTP/1.1 200 OK\r\ncontent-Length: 5\r\nX-A: 1\r\n\r\n'

test('reads the status, and where the answer ends', () => {
  expect(readAnswer(`${head}12345HTTP/1.1`)).toEqual({ status: 200, length: head.length + 5 })
})

test.each(['', 'HTTP/1.1 200 OK\r\nConte', `${head}1234`])('waits for the rest of %j', (part) => {
  expect(readAnswer(part)).toBeUndefined()
})

test('an answer has to say its length', () => {
  expect(() => readAnswer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')).toThrow('Content-Length')
})
