import { createDpopProver, type TestIssuer } from '@qalqon/testing'

/** What came back of a request. */
export interface Answer {
  readonly status: number
  readonly challenge: string
  readonly nonce: string | undefined
}

export async function send(
  method: string,
  url: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, { method, headers: fields })
  // Read to its end, so that the connection serves the next request.
  await response.arrayBuffer()
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate') ?? '',
    nonce: response.headers.get('dpop-nonce') ?? undefined,
  }
}

/** A client of Alice's whose token is bound to its key. Its clock is that of the machine, as are those of the instances. */
export class BoundClient {
  readonly #prover
  readonly #token: string
  /** The latest that an instance has given. */
  nonce: string | undefined

  constructor(private readonly issuer: TestIssuer) {
    issuer.clock.set(Math.floor(Date.now() / 1000))
    this.#prover = createDpopProver({ clock: issuer.clock })
    this.#token = issuer.token({ subject: 'alice', scope: 'files.read', boundTo: this.#prover })
  }

  /** The fields of a request, with a new proof. */
  fields(): Readonly<Record<string, string>> {
    this.issuer.clock.set(Math.floor(Date.now() / 1000))
    const request = { url: `${this.issuer.audience}/files`, token: this.#token }
    return { ...this.#prover.headers(request, { nonce: this.nonce }) }
  }

  /** Asks for a page of files at an instance. */
  async list(url: string, fields = this.fields()): Promise<Answer> {
    const answer = await send('GET', `${url}/files?limit=1`, fields)
    this.nonce = answer.nonce ?? this.nonce
    return answer
  }
}
