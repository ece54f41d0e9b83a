import type { Algorithm } from '../issuer/keys.js'
import type { Checks } from './checks.js'
import type { Provision } from './provision.js'

/** Something that is measured. */
export interface Subject {
  /** What it is called in tables. */
  readonly name: string
  /** Whether it is ours, a peer, or what both are measured with. */
  readonly kind: 'qalqon' | 'peer' | 'yardstick'
  /** The npm packages that it consists of, whose versions the report names. */
  readonly packages: readonly string[]
  readonly checks: Checks
  /** How it was set up, where its documents leave a choice. */
  readonly setup?: string
  /** Why it cannot be measured; nothing when it can. */
  missing?(): string | undefined
}

/** A library as a function from a token to a verdict. */
export interface VerifierSubject extends Subject {
  readonly algorithms: readonly Algorithm[]
  /** Makes it ready, with its keys fetched. */
  create(provision: Provision): Verifier | Promise<Verifier>
}

/** It either returns a verdict or promises one; what it refuses it throws, unless `accepts` says otherwise. */
export interface Verifier {
  /** Makes what it takes instead of the token, before the clock starts. */
  readonly prepare?: (token: string) => unknown
  readonly verify: (input: unknown) => unknown
  readonly accepts?: (result: unknown) => boolean
}

/** A library in front of `GET /files` of an HTTP server. */
export interface AppSubject extends Subject {
  readonly framework: Framework
  /** Starts it on a free port of 127.0.0.1. */
  start(provision: Provision): Promise<RunningApp>
  /**
   * How long its keys count as fresh by default: infinitely long where they are never fetched again, 0 where
   * every request fetches them; absent where it fetches none.
   */
  readonly keyAgeSeconds?: number
}

export type Framework = 'Express 5' | 'Koa 3' | 'Fastify 5' | 'Hono 4'

export interface RunningApp {
  readonly port: number
  close(): Promise<void>
}

/** Whether a verifier accepts what it was prepared for. */
export async function isAccepted(verifier: Verifier, input: unknown): Promise<boolean> {
  try {
    const result = await verifier.verify(input)
    return verifier.accepts?.(result) ?? true
  } catch {
    return false
  }
}
