import { fetchResponse, withAcceptedFields } from '../../src/response/fetch-response.js'

const both = { dpopNonce: 'n-1', cacheControl: 'private, no-store' }
const fieldsOf = ({ headers }: Response) => [headers.get('dpop-nonce'), headers.get('cache-control')]
const expected = ['n-1', 'private, no-store']

test('an answer that needs no field is left alone', () => {
  const response = new Response('x')
  expect(withAcceptedFields({}, response)).toBe(response)
})

test('no answer, as after an upgrade to WebSocket on Bun, stays none', () => {
  expect(withAcceptedFields(both, undefined)).toBeUndefined()
})

test('9449-8.2-a: an answer that cannot be written to gets its fields all the same', () => {
  const redirect = Response.redirect('https://api.test/elsewhere', 303)
  expect(() => redirect.headers.set('a', 'b')).toThrow('immutable')
  const response = withAcceptedFields(both, redirect)
  expect([response.status, response.headers.get('location')]).toEqual([303, 'https://api.test/elsewhere'])
  expect(fieldsOf(response)).toEqual(expected)
})

test('an answer that the handler keeps is not written to', () => {
  const kept = new Response(null, { status: 204 })
  expect(fieldsOf(withAcceptedFields(both, kept))).toEqual(expected)
  expect(fieldsOf(kept)).toEqual([null, null])
})

test('a body that is a stream goes on as one, part by part', async () => {
  const parts = ['one', 'two']
  let pulled = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const part = parts[pulled++]
        if (part === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(part))
      },
    },
    { highWaterMark: 0 },
  )
  const response = withAcceptedFields(both, new Response(body, { status: 206, statusText: 'Partial' }))
  expect([response.status, response.statusText, pulled]).toEqual([206, 'Partial', 0])
  const reader = response.body!.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('one')
  expect(pulled).toBe(1)
  await reader.cancel()
})

test('each cookie keeps a field for itself', () => {
  const headers = new Headers()
  headers.append('set-cookie', 'a=1')
  headers.append('set-cookie', 'b=2')
  expect(withAcceptedFields(both, new Response(null, { headers })).headers.getSetCookie()).toEqual([
    'a=1',
    'b=2',
  ])
})

test('an answer that switches protocols, or is an error of the network, is left alone', () => {
  const error = Response.error()
  expect(withAcceptedFields(both, error)).toBe(error)
  const switching = { status: 101 } as Response
  expect(withAcceptedFields(both, switching)).toBe(switching)
})

test('9449-8-a, 9111-3.5-a: what a guard further inside has refused keeps its fields', () => {
  const headers = { 'cache-control': 'no-store', 'dpop-nonce': 'n-0' }
  expect(fieldsOf(withAcceptedFields(both, new Response(null, { status: 401, headers })))).toEqual([
    'n-0',
    'no-store',
  ])
  // What the handler passes on from elsewhere has a nonce of somebody else.
  expect(fieldsOf(withAcceptedFields(both, new Response(null, { headers })))).toEqual(expected)
})

test('a status that takes no body gets none', () => {
  const response = fetchResponse({ status: 204, headers: [], body: '' })
  expect([response.status, response.body]).toEqual([204, null])
})
