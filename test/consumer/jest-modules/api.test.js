// What a user of the packed tarballs does with Jest and ES modules: the flag of Node is enough.
import { resourceServer } from '@qalqon/core'
import { createTestIssuer } from '@qalqon/testing'
import '@qalqon/testing/jest'

test('the kit, its matchers and the core work together', async () => {
  const issuer = createTestIssuer()
  const server = resourceServer({ ...issuer.options })
  const ask = async (headers) => {
    const outcome = await server.authorize({ method: 'GET', url: '/', headers })
    return outcome.ok ? new Response() : new Response(outcome.response.body, outcome.response)
  }
  expect(await ask({})).toBeUnauthorized()
  expect((await ask({ authorization: `Bearer ${issuer.token()}` })).status).toBe(200)
})
