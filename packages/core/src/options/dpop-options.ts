import type { Algorithm } from '../algorithms.js'

/**
 * Whether proofs of possession are understood. `off`: tokens that are bound to a key are refused, since nobody here could tell who
 * holds it. `allowed`: a bound token needs a proof, and others come as bearer tokens. `required`: tokens that are bound to no key
 * are refused.
 *
 * @see RFC 9449
 */
export type DpopUse = 'off' | 'allowed' | 'required'

/** How proofs of possession (DPoP) are asked for and checked. Every member has a default that fits most APIs. */
export interface DpopOptions {
  /**
   * Whether tokens that are bound to a key are taken, and others beside them. `'off'` refuses those that are bound, `'required'`
   * those that are not.
   *
   * @default `'allowed'`
   */
  readonly use?: DpopUse
  /**
   * By which algorithms proofs may be signed. Challenges say so.
   *
   * @default ES256 and Ed25519: clients make their keys for this alone, so nobody needs the large or the old ones
   * @see RFC 9449 §11.6
   */
  readonly algorithms?: readonly Algorithm[]
  /**
   * For how long after its `iat` a proof is taken, in seconds, beside `clockToleranceSeconds`; 1 to 300.
   * Proofs that lie ahead are taken up to 10 seconds beside the tolerance.
   *
   * @default 60
   * @see RFC 9449 §11.1
   */
  readonly proofLifetimeSeconds?: number
  /**
   * Asks for a nonce in every proof, so that none can be made in advance; a client gets it with a first refusal, and a newer one
   * with answers from time to time. `true`: with a key of this process alone. An object: with keys that instances share.
   *
   * @default `false`
   * @see RFC 9449 §8, §9
   */
  readonly nonces?: boolean | DpopNonceOptions
}

/** How nonces are made. They need no memory: instances with the same keys know each other's. */
export interface DpopNonceOptions {
  /**
   * The secrets that nonces are made with, each a random text or octets of at least 32 bytes: the first makes nonces, and those of
   * all are taken. To change it, put the new one at the end of the list of every instance first, and to its head later.
   *
   * @default one that is drawn for this process
   */
  readonly keys?: readonly (string | Uint8Array)[]
  /**
   * After how long a new nonce is given out, in seconds; 10 to 3600. Each is taken for as long again.
   *
   * @default 120
   */
  readonly lifetimeSeconds?: number
}
