import '../../src/jest.js'
import { createTestIssuer } from '../../src/index.js'
import { answers, failureOf } from './answers.js'

const token = createTestIssuer().token()
const challenge = (value: string) => ({ 'www-authenticate': value })

describe.each(['supertest', 'fetch', 'inject'] as const)('an answer of %s', (kind) => {
  const answer = (status: number, field?: string) =>
    answers(status, field === undefined ? {} : challenge(field))[kind]

  test('toBeUnauthorized', () => {
    const told = answer(401, 'Bearer realm="a", DPoP algs="ES256", error="invalid_token"')
    expect(told).toBeUnauthorized()
    expect(told).toBeUnauthorized({ code: 'invalid_token' })
    expect(told).not.toBeUnauthorized({ code: 'invalid_dpop_proof' })
    expect(answer(401, 'bearer')).toBeUnauthorized()
    expect(answer(401, 'bearer')).not.toBeUnauthorized({ code: 'invalid_token' })
    expect(answer(401)).not.toBeUnauthorized()
    expect(answer(401, 'Basic realm="a"')).not.toBeUnauthorized()
    expect(answer(401, 'Bearer error="invalid_token",')).not.toBeUnauthorized()
    expect(answer(403, 'Bearer error="invalid_token"')).not.toBeUnauthorized({ code: 'invalid_token' })
    expect(answer(200)).not.toBeUnauthorized()
  })

  test('toRequireScope', () => {
    const told = answer(403, 'Bearer error="insufficient_scope", scope="b a"')
    expect(told).toRequireScope('a', 'b')
    expect(told).not.toRequireScope('a')
    expect(told).not.toRequireScope('a', 'b', 'c')
    expect(answer(401, 'Bearer error="insufficient_scope", scope="a"')).not.toRequireScope('a')
    expect(answer(403, 'Bearer error="invalid_token", scope="a"')).not.toRequireScope('a')
    expect(answer(403, 'Bearer error="insufficient_scope"')).not.toRequireScope('a')
    expect(answer(403)).not.toRequireScope('a')
    const both = 'Bearer error="insufficient_scope", scope="a", DPoP error="insufficient_scope", scope="b"'
    expect(answer(403, both)).not.toRequireScope('a')
  })
})

test('a field in several lines', () => {
  const headers = { 'www-authenticate': ['Basic realm="a"', 'Bearer error="invalid_token"'] }
  expect({ statusCode: 401, headers, payload: '' }).toBeUnauthorized({ code: 'invalid_token' })
})

describe('the message of a failure', () => {
  test('says what was expected and what was found', async () => {
    const found = answers(403, challenge('Bearer error="insufficient_scope", scope="a"')).fetch
    expect(await failureOf(() => expect(found).toBeUnauthorized({ code: 'invalid_token' }))).toBe(
      'expected 401 with a challenge of Bearer or DPoP and error="invalid_token"\n' +
        'found 403 with WWW-Authenticate: Bearer error="insufficient_scope", scope="a"',
    )
    expect(await failureOf(() => expect(found).toRequireScope('a', 'b'))).toBe(
      'expected 403 with a challenge of Bearer or DPoP, error="insufficient_scope" and scope="a b"\n' +
        'found 403 with WWW-Authenticate: Bearer error="insufficient_scope", scope="a"',
    )
    expect(await failureOf(() => expect(found).not.toRequireScope('a'))).toMatch(/^expected anything but 403/)
    const bare = answers(401).supertest
    expect(await failureOf(() => expect(bare).toBeUnauthorized())).toMatch(
      /found 401 without WWW-Authenticate$/,
    )
  })

  test('says why a challenge cannot be read', async () => {
    const { inject } = answers(401, challenge('Bearer error="invalid_token",'))
    expect(await failureOf(() => expect(inject).toBeUnauthorized())).toMatch(
      /no list of challenges: no separator/,
    )
  })

  test.each([
    ['a JWT', token],
    ['an opaque token that was sent', 'q1-/x+y~z.opaque-tail'],
    ['a long text', 'a'.repeat(40)],
  ])('holds no token: %s', async (_what, sent) => {
    const { supertest } = answers(200, challenge(`Bearer error_description="${sent}"`), '', {
      Authorization: `Bearer ${sent}`,
    })
    const message = await failureOf(() => expect(supertest).toBeUnauthorized())
    expect(message).toContain('…')
    expect(message).not.toContain(sent)
    expect(message).not.toContain(sent.split('.').at(-1))
  })
})

test('what is no answer is told, also with .not', async () => {
  const answer = answers(401).supertest
  for (const received of [undefined, 'text', {}, { status: 401 }]) {
    expect(() => expect(received).toBeUnauthorized()).toThrow(/expected an answer/)
    expect(() => expect(received).not.toRequireScope('a')).toThrow(/expected an answer/)
    await expect(expect(received).not.toLeakNothing()).rejects.toThrow(/expected an answer/)
  }
  expect(() => expect(Promise.resolve(answer)).not.toBeUnauthorized()).toThrow(/await/)
})

test('what would test nothing is told', () => {
  const answer = answers(403).supertest
  expect(() => expect(answer).not.toBeUnauthorized({ error: 'a' } as never)).toThrow(/no option "error"/)
  // @ts-expect-error a scope must be named
  expect(() => expect(answer).not.toRequireScope()).toThrow(/expected scopes/)
  expect(() => expect(answer).not.toRequireScope('a b')).toThrow(/each for itself/)
})
