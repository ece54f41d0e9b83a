import { audience, requiredScope, type TokenChanges } from '../../src/issuer/claims.js'
import { IssuerServer } from '../../src/issuer/issuer-server.js'
import { generateKeys, publicJwk, publicPem, type Algorithm } from '../../src/issuer/keys.js'
import { signToken } from '../../src/issuer/tokens.js'
import { checkNames, type CheckName } from '../../src/subjects/checks.js'
import type { Provision } from '../../src/subjects/provision.js'
import type { Subject } from '../../src/subjects/subject.js'

/** An issuer as the benchmarks have it, in this process. */
export class Issuer {
  readonly #keys = generateKeys()
  readonly #server = new IssuerServer(Object.values(this.#keys).map(publicJwk))
  #issuer = ''

  async start(): Promise<void> {
    this.#issuer = `${await this.#server.listen()}/test`
    this.#server.set('test', 'good')
  }

  provision(algorithm: Algorithm): Provision {
    const jwksUri = `${this.#issuer}/jwks`
    const publicKeyPem = publicPem(this.#keys[algorithm])
    return { issuer: this.#issuer, audience, jwksUri, algorithm, publicKeyPem, scope: requiredScope }
  }

  token(algorithm: Algorithm, changes?: TokenChanges): Promise<string> {
    return signToken(this.#keys[algorithm], this.#issuer, changes)
  }

  close(): Promise<void> {
    return this.#server.close()
  }
}

/** By check: what is wrong with a token that only this check finds. */
const badTokens: Readonly<Record<CheckName, TokenChanges>> = {
  expiry: { livesSeconds: -3600 },
  issuer: { issuer: 'https://other.example.com' },
  audience: { audience: 'https://other-api.example.com' },
  type: { type: 'JWT' },
  duplicates: { repeatsSubject: true },
  binding: { confirmation: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } },
  scope: { scope: 'openid profile' },
}

type Verdicts = Readonly<Record<CheckName | 'good' | 'forged', boolean>>

/** What a subject says to a good RS256 token, one with a broken signature, and a bad one of each kind. */
export async function verdicts(
  issuer: Issuer,
  accepts: (token: string) => Promise<boolean>,
): Promise<Verdicts> {
  const good = await issuer.token('RS256')
  const forged = good.slice(0, -40) + (good.endsWith('A'.repeat(40)) ? 'B' : 'A').repeat(40)
  const found: Record<string, boolean> = { good: await accepts(good), forged: await accepts(forged) }
  for (const [name, changes] of Object.entries(badTokens)) {
    found[name] = await accepts(await issuer.token('RS256', changes))
  }
  return found as Verdicts
}

/** What it should say by its own account. */
export function expectedVerdicts({ checks }: Subject, { forged = false } = {}): Verdicts {
  const names = Object.keys(checkNames) as CheckName[]
  const bad = Object.fromEntries(names.map((name) => [name, checks[name] === 'no']))
  return { good: true, forged, ...bad } as Verdicts
}
