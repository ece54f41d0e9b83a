import type { Party } from './party.js'

/** A value that may be shown: one that is no secret, or the beginning of one. */
export interface Field {
  readonly name: string
  readonly value: string
  /** The value is a secret, of which only the beginning is there. */
  readonly shortened?: true
}

/** A JWT, taken apart. Its signature is shortened. */
export interface ShownToken {
  /** What it is, by where it stood, such as `access_token`, `id_token` or `DPoP`. */
  readonly name: string
  readonly header: readonly Field[]
  readonly claims: readonly Field[]
  readonly signature: string
}

/** One thing that was looked at before the request was let through. */
export interface Check {
  /** Such as `signature`, `aud` or `scope`. */
  readonly name: string
  readonly ok: boolean | 'skipped'
  readonly detail?: string | undefined
}

/** Why the request was not let through. */
export interface Refusal {
  /** An error code of OAuth 2.0 or of Qalqon. */
  readonly code: string
  readonly detail?: string | undefined
  readonly hint?: string | undefined
}

interface ShownRequest {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Field[]
  readonly headers: readonly Field[]
}

interface ShownAnswer {
  readonly status: number
  readonly headers: readonly Field[]
  /** Members of a JSON answer. */
  readonly body: readonly Field[]
}

/** One step of the protocols: who asked whom for what, and what came of it. It holds no secret. */
export interface Step {
  /** Names the exchange. What both ends tell of one exchange has the same, and becomes one step. */
  readonly id: string
  /** Who tells it. */
  readonly part: Party
  readonly from: Party
  readonly to: Party
  /** When it began, in milliseconds since 1970. */
  readonly time: number
  /** How long it took. */
  readonly milliseconds: number
  readonly request: ShownRequest
  /** Absent when none came. */
  readonly answer?: ShownAnswer | undefined
  readonly tokens: readonly ShownToken[]
  readonly checks: readonly Check[]
  readonly refusal?: Refusal | undefined
}
