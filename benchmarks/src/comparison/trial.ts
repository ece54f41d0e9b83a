import { createTestIssuer, type TestIssuer } from '@qalqon/testing'
import { Program } from '../process/program.js'
import type { PeerProgram } from '../programs/peer.js'
import { algorithm, thrownField, type Peer, type Setup } from './peer.js'
import type { PeerName } from './peers/index.js'

/** Longer than any time to which a question moves the clock. */
export const longLifeSeconds = 30 * 24 * 3600

export const audience = 'https://api.example.com'

export interface TrialOptions extends Pick<Setup, 'strict' | 'dpop'> {
  /** Leaves out what the library calls the audience. */
  readonly withoutAudience?: boolean
}

/** What an app has answered. */
export interface Reply {
  readonly status: number
  readonly challenge: string | undefined
  /** What a function has thrown; absent for a middleware. */
  readonly thrown: string | undefined
}

/** A peer in a process of its own, and an issuer that it alone trusts. */
export class Trial {
  readonly issuer: TestIssuer = createTestIssuer({ algorithm, audience, now: Date.now() / 1000 })
  readonly #program = new Program<PeerProgram>('peer')
  #origin = ''

  /** @throws what the library throws when it is built */
  async start(name: PeerName, { withoutAudience = false, strict, dpop }: TrialOptions): Promise<void> {
    const issuer = await this.issuer.listen()
    await this.#program.call('shiftClock', 0)
    const port = await this.#program.call('start', name, {
      issuer,
      jwksUri: String(this.issuer.metadata.jwks_uri),
      ...(!withoutAudience && { audience }),
      ...(strict && { strict }),
      ...(dpop && { dpop }),
    })
    this.#origin = `http://127.0.0.1:${port}`
  }

  url(path: string): string {
    return this.#origin + path
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const response = await fetch(this.url(path), { headers, signal: AbortSignal.timeout(60_000) })
    await response.arrayBuffer()
    return {
      status: response.status,
      challenge: response.headers.get('www-authenticate') ?? undefined,
      thrown: response.headers.get(thrownField) ?? undefined,
    }
  }

  send(token: string, path = '/'): Promise<Reply> {
    return this.get(path, { authorization: `Bearer ${token}` })
  }

  /** Sends good tokens until the keys are there. @throws {Error} when none is accepted */
  async warmUp(): Promise<void> {
    for (let round = 0; round < 3; round++)
      if (isAccepted(await this.send(this.issuer.token({ expiresInSeconds: longLifeSeconds })))) return
    throw new Error('a good token was refused')
  }

  /** Moves the clock of the app to so many seconds after the real one. */
  shiftClock(seconds: number): Promise<void> {
    return this.#program.call('shiftClock', seconds)
  }

  async stop(): Promise<void> {
    await Promise.all([this.#program.stop(), this.issuer.close().catch(() => undefined)])
  }
}

export const isAccepted = ({ status }: Reply) => status === 200

/** Runs something over a peer that was started, and stops it whatever happens. */
export async function withTrial<T>(
  name: PeerName,
  options: TrialOptions,
  run: (trial: Trial) => Promise<T>,
): Promise<T> {
  const trial = new Trial()
  try {
    await trial.start(name, options)
    return await run(trial)
  } finally {
    await trial.stop()
  }
}

/** Says of a reply whether it is a 200, and otherwise what kind of refusal. */
export function outcomeOf({ kind }: Peer, reply: Reply): string {
  if (isAccepted(reply)) return '200'
  return kind === 'function' ? `throws \`${reply.thrown ?? '?'}\`` : String(reply.status)
}
