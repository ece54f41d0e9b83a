import { exampleWith, loadExample } from './load-example.js'
import { exampleIssuer, onlyReachable } from './recipes/support.js'

interface App {
  readonly default: { readonly fetch: (request: Request) => Response | Promise<Response> }
}

const issuer = exampleIssuer()
onlyReachable(issuer)

describe.each([
  ['packages/fetch/README.md', 'withCors'],
  ['docs/guide/cors.md', 'hono/cors'],
])('the answers of %s to a page of another origin', (document, text) => {
  let app: App['default']
  beforeAll(async () => {
    app = (await loadExample<App>(exampleWith(document, text))).default
  })
  const send = (method: string, headers: Record<string, string>) =>
    app.fetch(
      new Request('https://api.example.com/files', {
        method,
        headers: { origin: 'https://app.example.com', ...headers },
      }),
    )
  const listIn = (answer: Response, name: string) =>
    (answer.headers.get(`access-control-${name}`) ?? '').split(/, ?/)

  test('a preflight needs no token, and allows what clients send', async () => {
    const answer = await send('OPTIONS', {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    })
    expect(answer.status).toBe(204)
    expect(listIn(answer, 'allow-origin')).toEqual(['https://app.example.com'])
    expect(listIn(answer, 'allow-headers')).toEqual(['Authorization', 'DPoP', 'Content-Type'])
    expect(listIn(answer, 'allow-methods')).toContain('GET')
  })

  test('a refusal can be read', async () => {
    const answer = await send('GET', {})
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(listIn(answer, 'allow-origin')).toEqual(['https://app.example.com'])
    expect(listIn(answer, 'expose-headers')).toEqual(['WWW-Authenticate', 'DPoP-Nonce', 'Retry-After'])
  })

  test('a good token comes to the API', async () => {
    const answer = await send('GET', { authorization: `Bearer ${issuer.token()}` })
    expect(answer.status).not.toBe(401)
    expect(listIn(answer, 'allow-origin')).toEqual(['https://app.example.com'])
  })
})
