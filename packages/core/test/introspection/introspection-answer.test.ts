import { errorIn, readAnswer } from '../../src/introspection/introspection-answer.js'

const octets = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readAnswer(octets(text))

test('active: true, with everything that stands beside it, deeply frozen', () => {
  const answer = read(' {"active": true, "sub": "alice", "groups": [{"id": 1}]} ')
  expect(answer).toEqual({ claims: { active: true, sub: 'alice', groups: [{ id: 1 }] }, size: 57 })
  const { claims } = answer as unknown as { claims: { groups: [object] } }
  for (const part of [claims, claims.groups, claims.groups[0]]) expect(Object.isFrozen(part)).toBe(true)
})

test('active: false is all that counts in it', () => {
  expect(read('{"active":false,"sub":"alice"}')).toMatchObject({ claims: undefined })
})

test.each([
  '',
  'null',
  'true',
  '[]',
  '{}',
  '"active"',
  '[{"active":true}]',
  '{"active":"true"}',
  '{"active":1}',
  '{"active":null}',
  '{"active":[true]}',
  '{"Active":true}',
  '{"active":true} {"active":true}',
  '{"active":false,"active":true}',
  '{"active":true,"sub":"a","sub":"b"}',
  '{"active":true,"x":{"y":1,"y":2}}',
  '{"__proto__":{"active":true}}',
  '<!doctype html><title>Down</title>',
  'eyJhbGciOiJSUzI1NiJ9.eyJhY3RpdmUiOnRydWV9.c2ln',
])('%s is no answer', (text) => {
  expect(read(text)).toEqual({ problem: expect.any(String) as string })
})

test('octets that are not UTF-8 are no answer', () => {
  const broken = new Uint8Array([...octets('{"active":true,"sub":"'), 0xff, ...octets('"}')])
  expect(readAnswer(broken)).toHaveProperty('problem')
})

test('of an error only what is known is repeated', () => {
  expect(errorIn(octets('{"error":"invalid_client","error_description":"secret x is wrong"}'))).toBe(
    'invalid_client',
  )
  for (const text of ['{"error":"secret"}', '{"error":["invalid_client"]}', '{}', 'invalid_client', '']) {
    expect(errorIn(octets(text))).toBeUndefined()
  }
})
