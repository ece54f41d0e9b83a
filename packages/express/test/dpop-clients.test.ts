import { createDpopProver, createTestClock, createTestFetch, type TestAlgorithm } from '@qalqon/testing'
import * as dpop from 'dpop'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { boundApi } from './support/bound-api.js'

interface DpopClient {
  readonly jkt: string
  /** Sends the token with a proof; a refusal is returned, and its nonce is kept. */
  send(token: string, url: URL): Promise<{ status: number; wantsNonce: boolean }>
}

type Send = (token: string, url: URL) => Promise<Response>

/** The refusals of clients that throw them. */
const caught =
  (send: Send): DpopClient['send'] =>
  async (token, url) => {
    try {
      return { status: (await send(token, url)).status, wantsNonce: false }
    } catch (error) {
      if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
      return { status: error.status, wantsNonce: oauth.isDPoPNonceError(error) }
    }
  }

async function oauth4webapi(algorithm: string): Promise<DpopClient> {
  const handle = oauth.DPoP({}, await oauth.generateKeyPair(algorithm))
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to stand out: the API is on loopback
  const options = { DPoP: handle, [oauth.allowInsecureRequests]: true }
  const send: Send = (token, url) =>
    oauth.protectedResourceRequest(token, 'GET', url, undefined, undefined, options)
  return { jkt: await handle.calculateThumbprint(), send: caught(send) }
}

/** It repeats a request by itself when a nonce is asked for. */
async function openidClient(algorithm: string): Promise<DpopClient> {
  const config = new openid.Configuration({ issuer: 'https://issuer.test' }, 'c')
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to stand out: the API is on loopback
  openid.allowInsecureRequests(config)
  const handle = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair(algorithm))
  const send: Send = (token, url) =>
    openid.fetchProtectedResource(config, token, url, 'GET', undefined, undefined, { DPoP: handle })
  return { jkt: await handle.calculateThumbprint(), send: caught(send) }
}

async function dpopPackage(algorithm: string): Promise<DpopClient> {
  const keys = await dpop.generateKeyPair(algorithm as 'ES256')
  let nonce: string | undefined
  return {
    jkt: await dpop.calculateThumbprint(keys.publicKey),
    async send(token, url) {
      const htu = url.origin + url.pathname
      const proof = await dpop.generateProof(keys, htu, 'GET', nonce, token)
      const answer = await fetch(url, { headers: { authorization: `DPoP ${token}`, dpop: proof } })
      nonce = answer.headers.get('dpop-nonce') ?? nonce
      const wantsNonce = answer.headers.get('www-authenticate')?.includes('error="use_dpop_nonce"') ?? false
      return { status: answer.status, wantsNonce }
    },
  }
}

/** The client of the testing kit: it repeats a request too. */
function testingKit(algorithm: string): Promise<DpopClient> {
  const clock = createTestClock()
  const prover = createDpopProver({ algorithm: algorithm as TestAlgorithm, clock })
  let fetch: typeof globalThis.fetch | undefined
  return Promise.resolve({
    jkt: prover.thumbprint,
    async send(token, url) {
      clock.set(Date.now() / 1000)
      fetch ??= createTestFetch({ prover, token })
      const { status } = await fetch(url)
      return { status, wantsNonce: false }
    },
  })
}

const algorithms = ['ES256', 'Ed25519', 'RS256', 'PS256'] as const

describe.each([
  ['oauth4webapi', oauth4webapi, false],
  ['openid-client', openidClient, true],
  ['dpop', dpopPackage, false],
  ['@qalqon/testing', testingKit, true],
] as const)('a client: %s', (_name, makeClient, repeats) => {
  let api: Awaited<ReturnType<typeof boundApi>>
  afterEach(() => api.close())

  test.each(algorithms)('9449-7.1-a, 9449-4.3-9b: proofs by %s', async (algorithm) => {
    api = await boundApi({ algorithms })
    const client = await makeClient(algorithm)
    const token = api.tokenFor(client.jkt)
    for (let time = 0; time < 3; time++)
      expect(await client.send(token, api.url)).toMatchObject({ status: 200 })
  })

  test('9449-4.3-12b: a token of somebody else is refused', async () => {
    api = await boundApi({})
    const [owner, thief] = [await makeClient('ES256'), await makeClient('ES256')]
    const token = api.tokenFor(owner.jkt)
    expect(await thief.send(token, api.url)).toEqual({ status: 401, wantsNonce: false })
    expect(await owner.send(token, api.url)).toMatchObject({ status: 200 })
  })

  test('9449-4.3-5: RS256 is refused where it was not allowed', async () => {
    api = await boundApi({})
    const client = await makeClient('RS256')
    expect(await client.send(api.tokenFor(client.jkt), api.url)).toEqual({ status: 401, wantsNonce: false })
  })

  test('9449-8-a, 9449-8.2-a: nonces are asked for, kept, and rolled', async () => {
    api = await boundApi({ nonces: { lifetimeSeconds: 10 } })
    const client = await makeClient('ES256')
    const token = api.tokenFor(client.jkt)
    const send = () => client.send(token, api.url)
    const good = { status: 200, wantsNonce: false }
    const asked = { status: 401, wantsNonce: true }
    if (!repeats) expect(await send()).toEqual(asked)
    expect(await send()).toEqual(good)
    // The old nonce still counts, and the new one comes with the answer; so it goes on for longer than one nonce lives.
    for (let step = 0; step < 4; step++) {
      api.state.aheadSeconds += 9 // with what the test takes, one step and never two
      expect(await send()).toEqual(good)
    }
    api.state.aheadSeconds += 21
    if (!repeats) expect(await send()).toEqual(asked)
    expect(await send()).toEqual(good)
  })
})
