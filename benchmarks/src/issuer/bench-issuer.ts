import { Program } from '../process/program.js'
import type { IssuerProgram } from '../programs/issuer.js'
import type { Provision } from '../subjects/provision.js'
import { audience } from './claims.js'
import type { Mood } from './issuer-server.js'
import { generateKeys, publicJwk, publicPem, type Algorithm, type SigningKey } from './keys.js'
import { signTokens } from './tokens.js'

/** The issuer of all tokens: it signs them in this process, and publishes its keys from one of its own. */
export class BenchIssuer {
  readonly keys: Readonly<Record<Algorithm, SigningKey>>
  readonly #program: Program<IssuerProgram>
  readonly #origin: string

  static async start(): Promise<BenchIssuer> {
    const program = new Program<IssuerProgram>('issuer')
    const keys = generateKeys()
    const origin = await program.call('listen', Object.values(keys).map(publicJwk))
    return new BenchIssuer(program, keys, origin)
  }

  private constructor(
    program: Program<IssuerProgram>,
    keys: Readonly<Record<Algorithm, SigningKey>>,
    origin: string,
  ) {
    this.#program = program
    this.keys = keys
    this.#origin = origin
  }

  /** An issuer below a path of its own, which answers as it is told to. */
  async tenant(name: string): Promise<Tenant> {
    await this.#program.call('set', name, 'good')
    return new Tenant(this.#program, this.keys, name, `${this.#origin}/${name}`)
  }

  stop(): Promise<void> {
    return this.#program.stop()
  }
}

/** See {@link BenchIssuer}. All tenants share the keys. */
export class Tenant {
  constructor(
    private readonly program: Program<IssuerProgram>,
    readonly keys: Readonly<Record<Algorithm, SigningKey>>,
    readonly name: string,
    readonly issuer: string,
  ) {}

  /** What a subject has to know of the issuer to accept tokens of an algorithm. */
  provision(algorithm: Algorithm): Provision {
    const jwksUri = `${this.issuer}/jwks`
    const { issuer } = this
    return { issuer, audience, jwksUri, algorithm, publicKeyPem: publicPem(this.keys[algorithm]) }
  }

  tokens(algorithm: Algorithm, count: number): Promise<string[]> {
    return signTokens(this.keys[algorithm], this.issuer, count)
  }

  /** @param delayMs how far away it is: the time that each of its answers takes */
  answers(mood: Mood, delayMs?: number): Promise<void> {
    return this.program.call('set', this.name, mood, delayMs)
  }

  /** How many requests it has had since it was last told how to answer. */
  requests(): Promise<number> {
    return this.program.call('requests', this.name)
  }
}
