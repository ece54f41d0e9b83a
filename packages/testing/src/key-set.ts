import { assertAlgorithm, createTestKey, type TestAlgorithm, type TestKey } from './test-key.js'

export interface AddKeyOptions {
  /** @default the next of 'k1', 'k2', … that is free */
  kid?: string | undefined
  /** @default the issuer's algorithm */
  algorithm?: TestAlgorithm | undefined
  /** Size of an RSA key in bits; less than 2048 makes a weak key. @default 2048 */
  modulusLength?: number | undefined
  /** Whether the key goes into the key set at once. @default true */
  publish?: boolean | undefined
}

interface Entry {
  readonly kid: unknown
  readonly key?: TestKey
  readonly jwk: () => object
}

/** The keys of one issuer: what it publishes, and which one signs. */
export class TestKeySet {
  /** The key that signs when a token names none. */
  signingKey: TestKey
  #entries: Entry[] = []
  #count = 0
  #replacement: unknown
  /** All that were ever added, by name; of two with one name the latest. */
  readonly #known = new Map<string, TestKey>()
  readonly #strangers = new Map<TestAlgorithm, TestKey>()
  readonly #algorithm: TestAlgorithm

  constructor(algorithm: TestAlgorithm) {
    assertAlgorithm(algorithm)
    this.#algorithm = algorithm
    this.signingKey = this.add()
  }

  /** The published keys whose private half is at hand. */
  get keys(): TestKey[] {
    return this.#entries.flatMap((entry) => entry.key ?? [])
  }

  /** The JSON value that the issuer publishes. */
  get document(): unknown {
    return this.#replacement === undefined
      ? { keys: this.#entries.map((entry) => entry.jwk()) }
      : this.#replacement
  }

  add(options: AddKeyOptions = {}): TestKey {
    const { kid = this.#nextKid(), algorithm = this.#algorithm, modulusLength, publish = true } = options
    const key = createTestKey({ kid, algorithm, modulusLength })
    this.#known.set(kid, key)
    if (publish) this.#entries.push({ kid, key, jwk: () => key.publicJwk })
    return key
  }

  /**
   * The key that signs: one that is handed in, or that of this issuer which has the name.
   *
   * @throws {TypeError} when it is neither
   */
  signerFor(key: TestKey | string = this.signingKey): TestKey {
    if (typeof key !== 'string') return assertKey(key)
    const known = this.#known.get(key)
    if (known) return known
    throw new TypeError(
      `key: this issuer has no key ${JSON.stringify(key)}, only: ${[...this.#known.keys()].join(', ')}`,
    )
  }

  addJwk(jwk: object): void {
    const kid: unknown = 'kid' in jwk ? jwk.kid : undefined
    const copy = jsonCopy('publishJwk', jwk) as object
    this.#entries.push({ kid, jwk: () => copy })
  }

  /** Publishes a value in place of the set, until it is undefined. */
  replace(value: unknown): void {
    this.#replacement = value === undefined ? undefined : jsonCopy('setJwks', value)
  }

  withdraw(kid: string): void {
    const left = this.#entries.filter((entry) => entry.kid !== kid)
    if (left.length === this.#entries.length) {
      const published = this.#entries.map((entry) => String(entry.kid)).join(', ')
      throw new Error(`withdrawKey: no key '${kid}' is published, only: ${published || '(none)'}`)
    }
    this.#entries = left
  }

  /** A key by the name of another one that nobody publishes. */
  stranger({ kid, algorithm }: TestKey): TestKey {
    const stranger = this.#strangers.get(algorithm) ?? createTestKey({ kid, algorithm })
    this.#strangers.set(algorithm, stranger)
    return stranger
  }

  #nextKid(): string {
    let kid
    do kid = `k${++this.#count}`
    while (this.#known.has(kid))
    return kid
  }
}

function assertKey(key: Partial<TestKey> | null): TestKey {
  // `in` alone: a key pair is not made only to be looked at.
  if (typeof key === 'object' && key !== null && 'algorithm' in key && 'privateKey' in key)
    return key as TestKey
  throw new TypeError('key: expected a key, of addKey(), rotateKeys() or createTestKey(), or the name of one')
}

/** What JSON makes of the value. It throws now, in the test's own line, and not when somebody asks for the keys. */
function jsonCopy(what: string, value: unknown): unknown {
  // JSON.stringify has no text for a function or a symbol, although its type says so.
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`${what}: ${typeof value} is no JSON value`)
  return JSON.parse(text)
}
