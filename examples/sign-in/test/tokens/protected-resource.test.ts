import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from 'jose'
import type { SignedIn } from '../../src/index.js'
import { Fixture } from '../support/fixture.js'

jest.setTimeout(60_000)
let fixture: Fixture
let bound: Fixture

Fixture.ofFile((started) => (fixture = started))
Fixture.ofFile((started) => (bound = started), { dpop: true })

/** Signs somebody in, and runs `act` in a request of theirs. */
async function asUser(at: Fixture, act: (user: SignedIn) => Promise<unknown>) {
  const person = await at.signedIn()
  at.app.onRequest(act)
  return person.act()
}

const invalidToken = 'Bearer error="invalid_token"'

test('a bearer token goes along, and the answer streams back', async () => {
  const { body } = await asUser(fixture, async (user) => {
    const { response } = await user.fetch(`${fixture.resource.url}/files`)
    return { status: response.status, text: await response.text() }
  })
  expect(body).toEqual({ status: 200, text: 'hello' })
  expect(fixture.resource.requests[0]!.headers.authorization).toMatch(/^Bearer eyJ/)
})

test('a refusal is an answer, with its challenge taken apart', async () => {
  fixture.resource.answer = (_req, res) => {
    res.setHeader('WWW-Authenticate', 'Bearer error="insufficient_scope", scope="files.write"')
    res.writeHead(403).end('{}')
  }
  const { body } = await asUser(fixture, async (user) => {
    const { response, challenges } = await user.fetch(`${fixture.resource.url}/files`, { method: 'POST' })
    return { status: response.status, challenges }
  })
  expect(body).toEqual({
    status: 403,
    challenges: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope', scope: 'files.write' } }],
  })
})

describe('a token that the resource does not take', () => {
  test('is refreshed once, and the request sent again', async () => {
    let refusals = 1
    fixture.resource.answer = (_req, res) => {
      if (refusals-- > 0) res.writeHead(401, { 'WWW-Authenticate': invalidToken }).end()
      else res.end('hello')
    }
    const { body } = await asUser(fixture, async (user) => {
      const { response } = await user.fetch(fixture.resource.url, { method: 'PUT', body: 'text' })
      return response.status
    })
    expect(body).toBe(200)
    const [first, second] = fixture.resource.requests
    expect(second!.headers.authorization).not.toBe(first!.headers.authorization)
    expect([first!.body, second!.body]).toEqual(['text', 'text'])
  })

  test('and the next one neither: 401 is the answer', async () => {
    fixture.resource.answer = (_req, res) => {
      res.writeHead(401, { 'WWW-Authenticate': invalidToken }).end()
    }
    const { body } = await asUser(
      fixture,
      async (user) => (await user.fetch(fixture.resource.url)).response.status,
    )
    expect(body).toBe(401)
    expect(fixture.resource.requests).toHaveLength(2)
  })

  test('a fresh sign-in that is asked for is nothing that a refresh brings', async () => {
    fixture.resource.answer = (_req, res) => {
      res
        .writeHead(401, {
          'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"',
        })
        .end()
    }
    await asUser(fixture, async (user) => (await user.fetch(fixture.resource.url)).response.status)
    expect(fixture.resource.requests).toHaveLength(1)
    expect(fixture.tokenRequests).toHaveLength(0)
  })
})

test('a token goes to no other origin', async () => {
  const { body } = await asUser(fixture, (user) => user.fetch(`${bound.resource.url}/files`))
  expect(body).toEqual({ error: 'TypeError' })
  expect(bound.resource.requests).toHaveLength(0)
})

test('a resource that is not there, or does not answer in time, is told apart', async () => {
  fixture.resource.answer = () => undefined
  const silent = await asUser(fixture, (user) => user.fetch(fixture.resource.url, { timeoutMs: 50 }))
  expect(silent.body).toEqual({ error: 'ResourceUnavailable' })
  fixture.resource.answer = (req) => void req.socket.destroy()
  expect((await asUser(fixture, (user) => user.fetch(fixture.resource.url))).body).toEqual({
    error: 'ResourceUnavailable',
  })
})

test('a body streams up', async () => {
  const chunks = ['one ', 'two ', 'three']
  const { body } = await asUser(fixture, async (user) => {
    const stream = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(chunk))
      },
    })
    return (await user.fetch(fixture.resource.url, { method: 'POST', body: stream })).response.status
  })
  expect(body).toBe(200)
  expect(fixture.resource.requests[0]!.body).toBe('one two three')
})

describe('bound to a key (RFC 9449)', () => {
  test('the code, the token and the proof all name the key of the session', async () => {
    await asUser(bound, async (user) => (await user.fetch(`${bound.resource.url}/files?q=a`)).response.status)
    const { authorization = '', dpop } = bound.resource.requests[0]!.headers
    expect(authorization).toMatch(/^DPoP eyJ/)
    const proof = String(dpop)
    const { jwk } = decodeProtectedHeader(proof)
    const token = authorization.slice('DPoP '.length)
    const thumbprint = await calculateJwkThumbprint(jwk!)
    expect(decodeJwt(token).cnf).toEqual({ jkt: thumbprint })
    expect(decodeJwt(proof)).toMatchObject({
      htm: 'GET',
      htu: `${bound.resource.url}/files`,
      ath: createHash('sha256').update(token).digest('base64url'),
    })
  })

  test('each session has a key of its own, announced with the authorization request', async () => {
    const keys = new Set<string | null>()
    for (let n = 0; n < 2; n++) {
      const begun = await fetch(`${bound.app.url}/begin`, { redirect: 'manual' })
      keys.add(new URL(begun.headers.get('location')!).searchParams.get('dpop_jkt'))
    }
    expect(keys.size).toBe(2)
    expect(keys).not.toContain(null)
  })

  test('a refreshed token is bound to the same key', async () => {
    const { body } = await asUser(bound, async (user) => {
      const before = (await user.describe()).accessTokens[0]!.claims!.cnf
      await user.refresh()
      const after = await user.describe()
      return {
        same: JSON.stringify(before) === JSON.stringify(after.accessTokens[0]!.claims!.cnf),
        bound: after.bound,
      }
    })
    expect(body).toEqual({ same: true, bound: true })
  })

  const askForNonce = (): void => {
    bound.resource.answer = (req, res) => {
      const { nonce } = decodeJwt(String(req.headers.dpop))
      res.setHeader('DPoP-Nonce', 'the-nonce')
      if (nonce === 'the-nonce') res.end('hello')
      else res.writeHead(401, { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' }).end()
    }
  }

  test('a nonce that the resource asks for is sent, and remembered', async () => {
    askForNonce()
    const { body } = await asUser(bound, async (user) => {
      const send = async () =>
        (await user.fetch(bound.resource.url, { method: 'POST', body: () => 'text' })).response.status
      return [await send(), await send()]
    })
    expect(body).toEqual([200, 200])
    expect(bound.resource.requests.map((request) => request.body)).toEqual(['text', 'text', 'text'])
  })

  test('a stream cannot be sent again: the answer that asks for a nonce stands, and the next request has it', async () => {
    askForNonce()
    const { body } = await asUser(bound, async (user) => {
      const send = async () => {
        const stream = new Blob(['text']).stream()
        return (await user.fetch(bound.resource.url, { method: 'POST', body: stream })).response.status
      }
      return [await send(), await send()]
    })
    expect(body).toEqual([401, 200])
  })
})
