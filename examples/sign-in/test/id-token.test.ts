import { Fixture } from './support/fixture.js'
import { Person } from './support/person.js'

jest.setTimeout(60_000)
let fixture: Fixture

Fixture.ofFile((started) => (fixture = started))

const swap = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1)
const claim = (part: string, change: object) => {
  const claims = JSON.parse(Buffer.from(part, 'base64url').toString()) as object
  return Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url')
}

/** On its way from the issuer the ID token becomes another. */
function spoil(change: (parts: string[]) => string[]): void {
  fixture.atTokenEndpoint = async (url, init) => {
    const answer = (await (await fetch(url, init as RequestInit)).json()) as { id_token: string }
    return Response.json({ ...answer, id_token: change(answer.id_token.split('.')).join('.') })
  }
}

test.each<[string, (parts: string[]) => string[]]>([
  [
    'its signature is another',
    ([header = '', payload = '', signature = '']) => [header, payload, swap(signature)],
  ],
  [
    'it names another person',
    ([header = '', payload = '', signature = '']) => [header, claim(payload, { sub: 'bob' }), signature],
  ],
  [
    'it is for another client',
    ([header = '', payload = '', signature = '']) => [header, claim(payload, { aud: 'doc-sign' }), signature],
  ],
  [
    'it answers another request',
    ([header = '', payload = '', signature = '']) => [header, claim(payload, { nonce: 'x' }), signature],
  ],
])('an ID token does not hold when %s', async (_name, change) => {
  spoil(change)
  const person = new Person(fixture.app.url, fixture.issuer.url)
  await person.at.client.open((await person.answer(await person.begin())).href)
  expect(fixture.app.outcomes).toEqual([
    { type: 'invalid', back: '/me', reason: expect.stringMatching(/^OAUTH_/) },
  ])
  expect(await person.me()).toEqual({ status: 'anonymous' })
})
