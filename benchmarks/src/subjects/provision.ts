import type { SavedKeySet } from '@qalqon/core'
import type { Algorithm } from '../issuer/keys.js'

/** What a subject is told about the issuer. Each takes of it what its documents recommend. */
export interface Provision {
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
  readonly algorithm: Algorithm
  /** The one key, for libraries that fetch none. */
  readonly publicKeyPem: string
  /** A scope that the token must have. */
  readonly scope?: string
  /** For the start with key sets of an earlier process. */
  readonly savedKeySets?: readonly SavedKeySet[]
}
