import { fromIncomingMessage } from '../../src/index.js'
import { fieldLines } from '../../src/request/resource-request.js'

const request = (rawHeaders: readonly string[], headers = {}) =>
  fromIncomingMessage({ method: 'GET', url: '/x', rawHeaders, headers })

test('every line of a field is kept, whatever the case of its name', () => {
  const { headers } = request(['Host', 'a', 'AUTHORIZATION', 'Bearer 1', 'authorization', 'Bearer 2'])
  expect(fieldLines({ headers }, 'authorization')).toEqual(['Bearer 1', 'Bearer 2'])
})

test.each(['__proto__', 'constructor', 'get', 'hasOwnProperty'])(
  'a field called %s is one like any other',
  (name) => {
    const message = request([name, 'a', 'Authorization', 'Bearer 1'])
    expect(fieldLines(message, 'authorization')).toEqual(['Bearer 1'])
    expect(fieldLines(message, name.toLowerCase())).toEqual(['a'])
  },
)

test('without raw fields, as some serverless platforms make requests, the parsed ones count', () => {
  expect(fieldLines(request([], { authorization: 'Bearer 1' }), 'authorization')).toEqual(['Bearer 1'])
})

test('method and target have their defaults, and an adapter names the target that the client sent', () => {
  expect(fromIncomingMessage({ rawHeaders: [], headers: {} })).toMatchObject({ method: 'GET', url: '/' })
  const message = { method: 'PUT', url: '/rewritten', rawHeaders: [], headers: {} }
  expect(fromIncomingMessage(message, '/as/sent')).toMatchObject({ method: 'PUT', url: '/as/sent' })
})
