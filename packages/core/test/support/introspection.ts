import { createHash } from 'node:crypto'
import { createTestIssuer, type TestClient, type TestIssuer } from '@qalqon/testing'
import type { IssuerOptions, QalqonError, QalqonEvent, ResourceServerOptions } from '../../src/index.js'
import type { Fetch } from '../../src/http/bounded-request.js'
import type { ActiveToken, Introspector } from '../../src/introspection/introspector.js'
import { IssuerMetadata } from '../../src/keys/issuer-metadata.js'
import type { IntrospectionOptions } from '../../src/options/introspection-options.js'
import { keySetBounds } from '../../src/options/key-set-options.js'
import { readIntrospection } from '../../src/options/read-introspection.js'
import { I, matrix, N, R, type Matrix } from './matrix.js'

/** What names a token in what is kept. */
export const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')

export interface Asking {
  readonly issuer: TestIssuer
  readonly introspector: Introspector
  readonly events: QalqonEvent[]
  /** What the issuer says of a token. */
  readonly ask: (token: string) => Promise<ActiveToken>
  /** `active`, or the code of the fault. */
  readonly verdict: (token: string) => Promise<string>
}

interface AskingParts {
  issuer?: TestIssuer
  fetch?: Fetch
  client?: TestClient
}

/** An introspector that asks a test issuer, as the client that is registered there unless the options say otherwise. */
export function asking(
  options: Partial<IntrospectionOptions> = {},
  { issuer = testIssuer(), fetch = issuer.fetch, client = apiOf(issuer) }: AskingParts = {},
): Asking {
  const events: QalqonEvent[] = []
  // The longest that metadata may take is an option of key sets, and never the one that is tested here.
  const bounds = keySetBounds({ timeoutMs: Math.max(options.timeoutMs ?? 5000, 20) })
  const location = {
    issuer: issuer.issuer,
    documents: ['openid-configuration'] as const,
    dangerouslyAllowHttp: false,
  }
  const { introspector } = readIntrospection(
    'introspection',
    { ...client, ...options },
    { ...location, metadata: new IssuerMetadata(location, { fetch, bounds }) },
    { fetch, clock: issuer.clock, emit: (event) => events.push(event) },
  )
  const ask = async (token: string) => introspector.introspect(token, digestOf(token))
  const verdict = (token: string) =>
    ask(token).then(
      () => 'active',
      (thrown: unknown) => (thrown as QalqonError).code,
    )
  return { issuer, introspector, events, ask, verdict }
}

const apiOf = (issuer: TestIssuer): TestClient => issuer.introspectionOptions.issuer.introspection

const testIssuer = () => createTestIssuer({ issuer: I, audience: R, now: N })

/** A fetch that answers questions about tokens with what a function returns, without an issuer. */
export function answeringFetch(
  answer: (form: URLSearchParams, init: RequestInit) => Response | Promise<Response>,
) {
  const requests: { url: string; init: RequestInit; form: URLSearchParams }[] = []
  const fetch = ((url: string, init: RequestInit = {}) => {
    const form = new URLSearchParams(init.body as string)
    requests.push({ url, init, form })
    return Promise.resolve().then(() => answer(form, init))
  }) as Fetch
  return { fetch, requests }
}

export const endpoint = `${I}/introspect`

/** A resource server that asks its issuer about tokens; what else is special about the issuer, and about the rest. */
export function introspecting(
  introspection: Partial<IntrospectionOptions> = {},
  { issuer = testIssuer(), ...options }: Partial<Omit<ResourceServerOptions, 'issuer'>> & Introspecting = {},
): Matrix {
  const { ofIssuer, ...others } = options
  const asked = { issuer: issuer.issuer, introspection: { ...apiOf(issuer), ...introspection }, ...ofIssuer }
  return matrix({ issuer: asked, ...others }, issuer)
}

interface Introspecting {
  issuer?: TestIssuer
  ofIssuer?: Partial<IssuerOptions>
}

/** A resource server whose issuer says this of every token, in octets or as JSON. */
export function told(
  answer: unknown,
  options: Parameters<typeof introspecting>[1] = {},
  introspection: Partial<IntrospectionOptions> = {},
): Matrix {
  const body = typeof answer === 'string' ? answer : JSON.stringify(answer)
  const { fetch } = answeringFetch(() => new Response(body))
  return introspecting({ endpoint, ...introspection }, { fetch, ...options })
}
