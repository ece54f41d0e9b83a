import { AsyncLocalStorage } from 'node:async_hooks'
import type { Explanation, QalqonEvent } from '@qalqon/core'
import { plainText } from './shorten.js'
import type { Refusal, ShownToken, Check } from './step.js'
import { checksOf } from './resource-checks.js'

/** A request as a resource server is asked to explain it. */
export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
}

/** What is noted while a request is at work, by whatever has to do with it. */
export class Exchange {
  readonly tokens: ShownToken[] = []
  readonly checks: Check[] = []
  refusal: Refusal | undefined
  #decision: QalqonEvent | undefined
  #explanation: Promise<Explanation | undefined> | undefined

  constructor(readonly request: SentRequest) {}

  /** Notes what a resource server has decided, and why. The last decision counts: a route can require more than the API does. */
  decided(event: QalqonEvent, explanation: Promise<Explanation>): void {
    this.#decision = event
    this.#explanation = explanation.catch(() => undefined)
    if (event.type !== 'request_refused' && event.type !== 'request_undecided') return
    const { code, detail } = event
    const hint = event.type === 'request_refused' ? event.hint : undefined
    this.refusal = { code, detail: plainText(detail), ...(hint !== undefined && { hint: plainText(hint) }) }
  }

  /** All checks, when the explanation is there. */
  async allChecks(): Promise<readonly Check[]> {
    const explanation = await this.#explanation
    return explanation ? [...checksOf(explanation, this.#decision), ...this.checks] : this.checks
  }
}

const exchanges = new AsyncLocalStorage<Exchange>()

/** Runs what answers a request, so that all that it calls can note something of it. */
export function runExchange<T>(exchange: Exchange, run: () => T): T {
  return exchanges.run(exchange, run)
}

/** The exchange that the caller belongs to; nothing in what no request has caused. */
export const currentExchange = (): Exchange | undefined => exchanges.getStore()
