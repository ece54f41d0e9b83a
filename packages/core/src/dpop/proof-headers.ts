import { LRUCache } from 'lru-cache'
import type { Algorithm } from '../algorithms.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import type { JsonObject } from '../json-object.js'
import { ProofHeader } from './proof-header.js'

/** How many headers are kept, and how many characters they may have: that of an RSA key of 4096 bits has some 1000. */
const maxHeaders = 10_000
const maxHeaderLength = 1200

/**
 * What the headers of proofs were read as. A client spells its header in the same way again and again, and its key is in it: so
 * those that have made good proofs are kept, with the key as it was imported. Nothing is decided by it: the same text always reads
 * the same.
 */
export class ProofHeaders {
  readonly #algorithms: ReadonlySet<Algorithm>
  readonly #engine: SignatureEngine
  readonly #known = new LRUCache<string, ProofHeader>({ max: maxHeaders })

  constructor(algorithms: ReadonlySet<Algorithm>, engine: SignatureEngine) {
    this.#algorithms = algorithms
    this.#engine = engine
  }

  /** What a header was read as before. @param part as it stands in the proof, in base64url */
  known(part: string): ProofHeader | undefined {
    return this.#known.get(part)
  }

  /** @throws {TokenFault} see `ProofHeader` */
  read(members: JsonObject): ProofHeader {
    return new ProofHeader(members, this.#algorithms, this.#engine)
  }

  /** Only for headers of proofs whose signature was good, and whose key that of a token: others could push out those of everybody else. */
  remember(part: string, header: ProofHeader): void {
    if (part.length <= maxHeaderLength) this.#known.set(copyOf(part), header)
  }
}

/** A part of a text keeps the whole in memory in some runtimes, and the whole is the proof. */
const copyOf = (text: string) => JSON.parse(JSON.stringify(text)) as string
