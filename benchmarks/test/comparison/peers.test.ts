import { createTestIssuer } from '@qalqon/testing'
import { algorithm, type Peer } from '../../src/comparison/peer.js'
import { peers, type PeerName } from '../../src/comparison/peers/index.js'

const audience = 'https://api.example.com'
const issuer = createTestIssuer({ algorithm, audience, now: Date.now() / 1000 })

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockReturnValue(undefined) // @okta/jwt-verifier warns about http
  await issuer.listen()
})
afterAll(() => issuer.close())

test.each(Object.keys(peers) as PeerName[])(
  '%s stands before its app: a good token passes, and without one nothing does',
  async (name) => {
    const peer: Peer = await peers[name]()
    const app = await peer.start({
      issuer: issuer.issuer,
      jwksUri: String(issuer.metadata.jwks_uri),
      audience,
    })
    const status = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${app.port}/`, { headers })).status
    const bearer = (token: string) => status({ authorization: `Bearer ${token}` })
    try {
      expect(await bearer(issuer.token())).toBe(200)
      expect(await bearer(issuer.forAnotherAudience())).toBe(401)
      expect(await bearer(issuer.signedByStranger())).toBe(401)
      expect(await status({})).toBe(401)
    } finally {
      await app.close()
    }
  },
)
