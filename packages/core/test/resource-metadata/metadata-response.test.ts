import {
  documentResponse,
  methodNotAllowed,
  notSigned,
  preflightResponse,
} from '../../src/resource-metadata/metadata-response.js'

test.each([
  ['the document', documentResponse('{}', 60)],
  ['a preflight', preflightResponse()],
  ['another method', methodNotAllowed()],
  ['no signature', notSigned()],
])('%s: scripts of all origins may read it, and no field stands there twice', (_, { headers }) => {
  expect(headers).toContainEqual(['access-control-allow-origin', '*'])
  const names = headers.map(([name]) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(names.map((name) => name.toLowerCase()))
})

test('problems are problem details, and are not kept', () => {
  for (const { status, headers, body } of [methodNotAllowed(), notSigned()]) {
    expect(headers).toContainEqual(['content-type', 'application/problem+json'])
    expect(headers).toContainEqual(['cache-control', 'no-store'])
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status })
  }
})
