import { fromIncomingMessage, headerOf, type ResourceRequest } from '../../src/index.js'

const lines = ['Host', 'a.example', 'X-Tenant', 'one', 'x-tenant', 'two']
const kinds: [string, ResourceRequest['headers']][] = [
  ['of Node', fromIncomingMessage({ rawHeaders: lines, headers: {} }).headers],
  [
    'of the Fetch API',
    new Headers([
      ['Host', 'a.example'],
      ['X-Tenant', 'one'],
      ['x-tenant', 'two'],
    ]),
  ],
  ['in an object', { host: 'a.example', 'x-tenant': ['one', 'two'] }],
]

describe.each(kinds)('fields %s', (_kind, headers) => {
  const request = { method: 'GET', url: '/', headers }

  test('have their value, whatever the case of the name', () => {
    expect(headerOf(request, 'host')).toBe('a.example')
    expect(headerOf(request, 'HOST')).toBe('a.example')
  })

  test('of several lines are joined, so that none is chosen in silence', () => {
    expect(headerOf(request, 'X-Tenant')).toBe('one, two')
  })

  test.each(['origin', '__proto__', 'constructor', 'toString'])(
    '%s: undefined where there is none',
    (name) => {
      expect(headerOf(request, name)).toBeUndefined()
    },
  )
})

test('an empty field is there', () => {
  expect(headerOf({ method: 'GET', url: '/', headers: { origin: '' } }, 'origin')).toBe('')
})
