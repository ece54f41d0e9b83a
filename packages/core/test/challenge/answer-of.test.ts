import { answerOf, resourceServer, TokenFault } from '../../src/index.js'

test('the answer to a fault is the one of its refusal, in the way of the application', async () => {
  const server = resourceServer({
    issuer: 'https://as.example',
    audience: 'https://rs.example',
    onRefusal: () => ({ contentType: 'text/plain', body: 'No.' }),
  })
  const outcome = await server.authorize(new Request('https://rs.example/x'))
  if (outcome.ok || !(outcome.fault instanceof TokenFault)) throw new Error('expected a refusal')
  expect(answerOf(outcome.fault)).toBe(outcome.response)
  expect(outcome.response).toMatchObject({ status: 401, body: 'No.' })
})

test('a fault that no resource server has made has none', () => {
  expect(answerOf(new TokenFault('credentials_missing', 'none'))).toBeUndefined()
})
