import { randomBytes } from 'node:crypto'

/** Names an exchange, so that both of its ends can tell of it. @see https://www.w3.org/TR/trace-context/ */
export interface ExchangeName {
  readonly id: string
  /** The value of the field `traceparent`. */
  readonly traceParent: string
}

export function newExchangeName(): ExchangeName {
  const id = newExchangeId()
  return { id, traceParent: `00-${randomBytes(16).toString('hex')}-${id}-01` }
}

export const newExchangeId = (): string => randomBytes(8).toString('hex')

/** The identifier of the exchange that a request names. */
export function exchangeIdIn(traceParent: string | undefined): string | undefined {
  return /^00-[0-9a-f]{32}-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceParent ?? '')?.[1]
}
