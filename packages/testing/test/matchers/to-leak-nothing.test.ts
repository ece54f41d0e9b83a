import '../../src/jest.js'
import { createDpopProver, createTestIssuer } from '../../src/index.js'
import { answers, failureOf } from './answers.js'

const issuer = createTestIssuer()
const prover = createDpopProver()
const token = issuer.token({ boundTo: prover })
const request = prover.headers({ url: 'https://rs.example/', token })
const opaque = 'opaque/token+of/a~client'
const segments = token.split('.')

describe.each(['supertest', 'fetch', 'inject'] as const)('an answer of %s', (kind) => {
  const answer = (
    body: string,
    fields: Record<string, string> = {},
    sent: Record<string, string> = { ...request },
  ) => answers(401, fields, body, sent)[kind]
  const tokens = kind === 'fetch' ? { tokens: [token, request.dpop] } : {}

  test('that says nothing of the request', async () => {
    const body =
      '{"type":"about:blank","title":"Unauthorized","see":"https://api.example.com/docs at 10:30:15"}'
    await expect(answer(body, { location: 'https://api.example.com/' })).toLeakNothing(tokens)
  })

  test.each([
    ['the token', token, 'a token of the request'],
    ['its payload', `${segments[1]}`, 'a token of the request'],
    ['its signature', `sig=${segments[2]}`, 'a token of the request'],
    ['the proof', request.dpop, 'a token of the request'],
    ['a stack of Node', 'Error: no\n    at verify (/app/src/verify.js:10:5)', 'a stack trace'],
    ['one in JSON', '{"stack":"Error\\n    at async file:///app/a.mjs:1:22"}', 'a stack trace'],
    [
      'one in HTML',
      '<pre>Error<br> &nbsp; &nbsp;at Object.&lt;anonymous&gt; (/a/b.ts:1:2)</pre>',
      'a stack trace',
    ],
    ['one of Node itself', 'at emit (node:events:518:28)', 'a stack trace'],
    ['one of another engine', 'verify@file:///app/a.js:1:2', 'a stack trace'],
    ['a URL of loopback', 'see http://127.0.0.1:4000/jwks', 'an internal URL'],
    ['of a private address', 'https://10.1.2.3/', 'an internal URL'],
    ['of a private address of IPv6', 'https://[fd00::1]/', 'an internal URL'],
    ['of one word', 'http://keys/jwks', 'an internal URL'],
    ['of an internal name', 'https://auth.prod.svc.cluster.local/jwks', 'an internal URL'],
    ['of a data store', 'redis://user:secret@cache.example.com:6379', 'an internal URL'],
    ['of a file', 'file:///etc/api/keys.json', 'an internal URL'],
    ['with a password', 'https://user:secret@api.example.com/', 'an internal URL'],
    ['of a data store and its driver', 'postgresql+asyncpg://db.example.com/x', 'an internal URL'],
    ['behind which a sentence goes on', 'http://keys.internal:8080: timeout', 'an internal URL'],
    ['of an address, the same', 'http://10.0.0.5:8080: refused', 'an internal URL'],
    ['behind which a sentence ends', 'cannot reach http://localhost:3000.', 'an internal URL'],
    ['with a dot behind its host', 'see http://keys.internal.', 'an internal URL'],
    ['in brackets', '[http://localhost:3000]', 'an internal URL'],
    ['of IPv6, behind which a sentence ends', 'cannot reach http://[::1]:3000.', 'an internal URL'],
    ['a stack of a server for development', 'at h (/app/x.ts?t=17:10:5)', 'a stack trace'],
    ['a network error', 'connect ECONNREFUSED 10.0.0.5:443', 'a network error'],
  ])('%s', async (_what, text, leak) => {
    await expect(answer(text)).not.toLeakNothing(tokens)
    await expect(answer('', { 'x-detail': text.replaceAll('\n', ' ') })).not.toLeakNothing(tokens)
    const message = await failureOf(() => expect(answer(text)).toLeakNothing(tokens))
    expect(message).toContain(leak)
    expect(message).toContain('in the body')
    for (const secret of [...segments, request.dpop, 'user:secret']) expect(message).not.toContain(secret)
  })

  test('an opaque token, in whatever form', async () => {
    const sent = { authorization: `Bearer ${opaque}` }
    const named = kind === 'fetch' ? { tokens: [opaque] } : {}
    for (const form of [opaque, encodeURIComponent(opaque)])
      await expect(answer(form, {}, sent)).not.toLeakNothing(named)
    await expect(answer('opaque', {}, sent)).toLeakNothing(named)
  })

  test('what is named', async () => {
    const internal = ['https://login.example.com/keys']
    await expect(answer(`key set ${internal[0]}`)).not.toLeakNothing({ ...tokens, internal })
    await expect(answer(`key set ${internal[0]}`)).toLeakNothing(tokens)
  })

  test('and URLs that clients know', async () => {
    const publicUrls = ['http://127.0.0.1:4100/']
    const known = 'resource_metadata="http://127.0.0.1:4100/.well-known/oauth-protected-resource"'
    await expect(answer('', { 'www-authenticate': `Bearer ${known}` })).toLeakNothing({
      ...tokens,
      publicUrls,
    })
    await expect(answer('http://127.0.0.1:41000/')).not.toLeakNothing({ ...tokens, publicUrls })
  })
})

test('tokens that were sent as a list of lines are known', async () => {
  const answer = answers(400, {}, opaque, { authorization: [`Bearer ${opaque}`] as never })
  await expect(answer.inject).not.toLeakNothing()
  await expect(answer.supertest).not.toLeakNothing()
})

test('octets are looked into as well', async () => {
  const answer = {
    status: 200,
    headers: {},
    body: Buffer.from('at emit (node:events:518:28)'),
    request: { header: {} },
  }
  await expect(answer).not.toLeakNothing()
})

test('the body of a Response can be read afterwards, and not before', async () => {
  const answer = answers(200, {}, 'body').fetch
  await expect(answer).toLeakNothing({ tokens: [] })
  expect(await answer.text()).toBe('body')
  await expect(expect(answer).toLeakNothing({ tokens: [] })).rejects.toThrow(/has been read/)
})

test('what would find nothing is told, also with .not', async () => {
  const { supertest, fetch } = answers(200)
  const told = (answer: object, options?: object) => expect(expect(answer).not.toLeakNothing(options)).rejects
  await told(fetch).toThrow(/name tokens/)
  await told(supertest, { tokens: ['abc'] }).toThrow(/at least 8/)
  await told(supertest, { internal: [''] }).toThrow(/at least 8/)
  await told(supertest, { token: 'a' }).toThrow(/no option "token"/)
})
