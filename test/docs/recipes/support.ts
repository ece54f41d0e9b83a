import { createTestIssuer, type TestIssuer } from '@qalqon/testing'

/** The issuer that examples name. */
export const exampleIssuer = (audience = 'https://api.example.com'): TestIssuer =>
  createTestIssuer({ issuer: 'https://auth.example.com', audience })

/** Lets the examples, which take the global `fetch`, reach these and nothing else, for the tests of a file. */
export function onlyReachable(...reachable: readonly Reachable[]): void {
  beforeAll(() => {
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init)
      const { origin } = new URL(request.url)
      const found = reachable.find((one) => new URL(one.issuer).origin === origin)
      if (!found) throw new TypeError(`nothing is at ${origin}`)
      return found.fetch(request)
    })
  })
  afterAll(() => jest.restoreAllMocks())
}

/** Something at the origin of a URL. */
export interface Reachable {
  readonly issuer: string
  readonly fetch: (request: Request) => Promise<Response>
}
