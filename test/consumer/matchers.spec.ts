// What a user of the packed tarballs does with Vitest: the matchers extend its expect, and its types.
import { createTestFetch, createTestIssuer } from '@qalqon/testing'
import '@qalqon/testing/vitest'
import { resourceServer } from '@qalqon/core'
import { expect, test } from 'vitest'

const issuer = createTestIssuer()
const server = resourceServer({ ...issuer.options })
const send = async (token: string): Promise<Response> => {
  const api = async (input: unknown): Promise<Response> => {
    const outcome = await server.authorize(input as Request, { scope: ['files.read'] })
    return outcome.ok ? new Response() : new Response(outcome.response.body, outcome.response as ResponseInit)
  }
  return createTestFetch({ token, fetch: api as typeof fetch })('https://api.test/files')
}

test('the matchers hold', async () => {
  const token = issuer.expired()
  const answer = await send(token)
  expect(answer).toBeUnauthorized({ code: 'invalid_token' })
  expect(answer).not.toBeUnauthorized({ code: 'invalid_dpop_proof' })
  await expect(answer).toLeakNothing({ tokens: [token] })
  await expect(new Response(token)).not.toLeakNothing({ tokens: [token] })
  expect(await send(issuer.token())).toRequireScope('files.read')
  expect(await send(issuer.token({ scope: 'files.read' }))).not.toBeUnauthorized()
  // @ts-expect-error a scope must be named
  expect(() => expect(answer).toRequireScope()).toThrow(/expected scopes/)
})

test('and fail', async () => {
  const answer = await send(issuer.token())
  expect(() => expect(answer).toBeUnauthorized()).toThrow(/found 403 with WWW-Authenticate: Bearer/)
  await expect(expect(new Response('at a (/b.js:1:2)')).toLeakNothing({ tokens: [] })).rejects.toThrow(
    /a stack trace/,
  )
})
