import { LRUCache } from 'lru-cache'
import type { Algorithm } from '../algorithms.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import type { JsonObject } from '../json-object.js'
import { ProofHeader } from './proof-header.js'

/** How many clients are remembered. The header of one is as long as a proof may be, and seldom longer than 300 characters. */
const maxClients = 10_000

/** How a client has spelled its header the last time, and what that was read as. */
interface KnownHeader {
  readonly part: string
  readonly header: ProofHeader
}

/**
 * What the headers of proofs were read as. A client spells its header in the same way again and again, and its key is in it: so the
 * last one of each client is kept, with the key as it was imported. Nothing is decided by it: the same text always reads the same.
 */
export class ProofHeaders {
  readonly #algorithms: ReadonlySet<Algorithm>
  readonly #engine: SignatureEngine
  /** By thumbprint, so that no client can push out others by spelling its header in many ways. */
  readonly #known = new LRUCache<string, KnownHeader>({ max: maxClients })

  constructor(algorithms: ReadonlySet<Algorithm>, engine: SignatureEngine) {
    this.#algorithms = algorithms
    this.#engine = engine
  }

  /**
   * What the header of a proof was read as before, where it is spelled like the last one.
   *
   * @param jkt the thumbprint of the key that the token is bound to
   * @param part the header as it stands in the proof, in base64url
   */
  known(jkt: string, part: string): ProofHeader | undefined {
    const known = this.#known.get(jkt)
    return known?.part === part ? known.header : undefined
  }

  /** @throws {TokenFault} see `ProofHeader` */
  read(members: JsonObject): ProofHeader {
    return new ProofHeader(members, this.#algorithms, this.#engine)
  }

  /** Only for the header of a proof whose signature is good, and whose key is the one of this thumbprint. */
  remember(jkt: string, part: string, header: ProofHeader): void {
    this.#known.set(jkt, { part: copyOf(part), header })
  }
}

/** A part of a text keeps the whole in memory in some runtimes, and the whole is the proof. */
const copyOf = (text: string) => JSON.parse(JSON.stringify(text)) as string
