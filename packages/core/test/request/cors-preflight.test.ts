import { isCorsPreflight } from '../../src/request/cors-preflight.js'
import type { RequestHeaders } from '../../src/request/resource-request.js'

const fields = { origin: 'https://app.example', 'access-control-request-method': 'PUT' }
const asks = (method: string, headers: RequestHeaders) => isCorsPreflight({ method, url: '/', headers })

test('OPTIONS with Origin and Access-Control-Request-Method is a preflight', () => {
  expect(asks('OPTIONS', fields)).toBe(true)
  expect(asks('OPTIONS', new Headers(fields))).toBe(true)
  expect(asks('OPTIONS', { ...fields, 'access-control-request-headers': 'authorization' })).toBe(true)
  expect(asks('OPTIONS', { ...fields, origin: 'null' })).toBe(true)
})

test.each(['GET', 'HEAD', 'POST', 'options', 'OPTIONSX', ''])('%s never is', (method) => {
  expect(asks(method, fields)).toBe(false)
})

test.each(Object.keys(fields))('without %s it is none', (name) => {
  expect(asks('OPTIONS', { ...fields, [name]: undefined })).toBe(false)
  expect(asks('OPTIONS', { ...fields, [name]: [] })).toBe(false)
})

test.each(Object.keys(fields))('with two fields %s it is none', (name) => {
  expect(asks('OPTIONS', { ...fields, [name]: ['PUT', 'PUT'] })).toBe(false)
})
