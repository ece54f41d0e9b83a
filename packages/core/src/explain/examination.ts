import { InfrastructureFault, TokenFault, type Step } from '../faults/index.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { Credential } from '../request/credential.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { Explanation, TokenCheck, TokenSummary } from './explanation.js'

/** What a check that passed has brought. */
export interface Passed<T> {
  readonly value: T
}

/** A token, and the request that it came with. */
export interface SentToken {
  readonly request: ResourceRequest
  readonly credential: Credential
}

/** Collects checks: it runs each, and goes on where the pipeline would stop. */
export class Examination {
  readonly #checks: TokenCheck[] = []
  /** Checks that failed because an issuer or a store could not be asked. */
  readonly #undecided = new Set<TokenCheck>()
  readonly #explain: (fault: TokenFault) => TokenFault

  /**
   * @param explain adds a hint to a refusal
   * @param sent how the token came, where a whole request is examined
   */
  constructor(
    explain: (fault: TokenFault) => TokenFault,
    readonly sent?: SentToken,
  ) {
    this.#explain = explain
  }

  /**
   * Runs a step of the pipeline, or a part of one. Returns what it brought; nothing when it failed.
   *
   * @param passed what to say when it passed
   * @throws whatever is no fault: a mistake in the program.
   */
  async run<T>(
    step: Step,
    name: string,
    check: () => MaybePromise<T>,
    passed: (value: T) => string,
  ): Promise<Passed<T> | undefined> {
    try {
      const value = await check()
      this.#checks.push({ step, name, ok: true, detail: passed(value) })
      return { value }
    } catch (thrown) {
      const check = { step, name, ok: false, ...this.#failure(thrown) }
      this.#checks.push(check)
      if (thrown instanceof InfrastructureFault) this.#undecided.add(check)
      return undefined
    }
  }

  /** Notes a check that cannot be run. */
  skip(step: Step, name: string, why: string): void {
    this.#checks.push({ step, name, ok: 'skipped', detail: why })
  }

  /** The result. Only what passed every check is accepted: one that was skipped has not passed. */
  conclude(token: TokenSummary | undefined): Explanation {
    const ok = this.#checks.length > 0 && this.#checks.every((check) => check.ok === true)
    const first = this.#checks.find((check) => check.ok === false)
    const undecided = first !== undefined && this.#undecided.has(first)
    return Object.freeze({
      ok,
      verdict: ok ? 'accepted' : undecided ? 'undecided' : 'refused',
      ...(first?.code !== undefined && { code: first.code }),
      checks: Object.freeze(this.#checks.map((check) => Object.freeze(check))),
      ...(token && { token: Object.freeze(token) }),
    })
  }

  #failure(thrown: unknown): Omit<TokenCheck, 'step' | 'name' | 'ok'> {
    if (thrown instanceof InfrastructureFault) return { code: thrown.code, detail: thrown.detail }
    if (!(thrown instanceof TokenFault)) throw thrown
    const { code, detail, facts } = this.#explain(thrown)
    const { hint, expected, actual } = facts
    return {
      code,
      detail,
      ...(hint !== undefined && { hint }),
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
    }
  }
}
