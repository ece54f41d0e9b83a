// From the modules and not the globals: a test's fake timers must not stop an outage half way.
import { setImmediate, setTimeout } from 'node:timers/promises'
import { answer, type Answer, ConnectionReset } from './answer.js'

/**
 * The ways in which an issuer fails.
 *
 * - `unreachable`: no connection, not a byte of an answer
 * - `hang`: the request is taken and never answered
 * - `reset`: the connection breaks in the middle of the body of a 200
 * - `error`: 500
 * - `not-found`: 404
 * - `redirect`: 302 (of the introspection endpoint 307) to another origin, at which the good answer is served
 * - `garbage`: 200 that says it is JSON and is not
 * - `html`: 200 with an HTML page
 * - `endless`: 200 whose body has no end
 * - `drip`: 200 whose body comes a byte now and then and has no end
 * - `wrong-issuer`: the metadata of another issuer; it has no meaning for the other endpoints
 */
export type OutageKind = (typeof outageKinds)[number]

/** All of {@link OutageKind}, for tests that run once for each. */
export const outageKinds = [
  'unreachable',
  'hang',
  'reset',
  'error',
  'not-found',
  'redirect',
  'garbage',
  'html',
  'endless',
  'drip',
  'wrong-issuer',
] as const

/** What of the issuer is asked for. */
export type Endpoint = (typeof endpoints)[number]

export const endpoints = ['metadata', 'jwks', 'introspection'] as const

export interface OutageOptions {
  /** What of the issuer fails. @default 'all' */
  at?: Endpoint | 'all' | undefined
}

/** The `issuer` of the metadata while it is that of another issuer. */
export const wrongIssuer = 'https://wrong-issuer.test'

const chunkBytes = 16 * 1024
const dripIntervalMs = 20

/** Which endpoint fails in which way; an endpoint has one outage at a time. */
export class Outages {
  readonly #kinds = new Map<Endpoint, OutageKind>()

  /** @throws {TypeError} when the kind or the endpoint is unknown, or it is `wrong-issuer` of what names no issuer */
  start(kind: OutageKind, { at = 'all' }: OutageOptions = {}): void {
    if (!outageKinds.includes(kind)) {
      throw new TypeError(`outage: '${kind}' is not one of ${outageKinds.join(', ')}`)
    }
    if (at !== 'all' && !endpoints.includes(at)) {
      throw new TypeError(`outage: '${at}' is not one of ${endpoints.join(', ')}, all`)
    }
    if (kind === 'wrong-issuer' && at !== 'all' && at !== 'metadata') {
      throw new TypeError("outage: 'wrong-issuer' is about the metadata; nothing else names the issuer")
    }
    const failing = kind === 'wrong-issuer' ? (['metadata'] as const) : at === 'all' ? endpoints : [at]
    for (const endpoint of failing) this.#kinds.set(endpoint, kind)
  }

  end(): void {
    this.#kinds.clear()
  }

  at(endpoint: Endpoint): OutageKind | undefined {
    return this.#kinds.get(endpoint)
  }
}

/** What a request meets during an outage that does not depend on the document asked for. */
export function outageAnswer(kind: Exclude<OutageKind, 'redirect' | 'wrong-issuer'>): Answer {
  switch (kind) {
    case 'unreachable':
      return { kind: 'no-connection' }
    case 'hang':
      return { kind: 'silence' }
    case 'reset':
      return answer(200, 'application/json', cut)
    case 'error':
      return answer(500, 'text/plain', 'Internal Server Error')
    case 'not-found':
      return answer(404, 'text/plain', 'Not Found')
    case 'garbage':
      return answer(200, 'application/json', '{"issuer": "https://')
    case 'html':
      return answer(200, 'text/html', '<!doctype html><title>Down for maintenance</title>')
    case 'endless':
      return answer(200, 'application/json', endless)
    case 'drip':
      return answer(200, 'application/json', drip)
  }
}

async function* cut(): AsyncGenerator<Uint8Array, never> {
  yield Buffer.from('{"keys": [')
  // The first part has to leave the process before the connection goes.
  await setImmediate()
  throw new ConnectionReset()
}

async function* endless(): AsyncGenerator<Uint8Array, never> {
  yield Buffer.from('{"keys": [')
  for (;;) {
    // A turn of the event loop for each part: a reader without a limit must not starve the timers of its own timeout.
    await setImmediate()
    yield Buffer.alloc(chunkBytes, ' ')
  }
}

async function* drip(): AsyncGenerator<Uint8Array, never> {
  yield Buffer.from('{')
  for (;;) {
    await setTimeout(dripIntervalMs, undefined, { ref: false })
    yield Buffer.from(' ')
  }
}
