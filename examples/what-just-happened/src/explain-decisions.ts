import type { AccessRequirement, Explanation, QalqonEvent } from '@qalqon/core'
import { currentExchange, type SentRequest } from './exchange.js'

/** `explain` of a resource server. */
export type Explain = (request: SentRequest, requirement?: AccessRequirement) => Promise<Explanation>

/**
 * Shows which checks a resource server makes: a listener for its `onEvent`. It asks the same resource server to explain the request
 * that was decided, so each request is verified twice: for watching, and for nothing else.
 */
export function explainDecisions(explain: Explain): (event: QalqonEvent) => void {
  return (event) => {
    const exchange = currentExchange()
    if (exchange === undefined || !decisions.has(event.type)) return
    const requirement = event.type === 'requirement_met' ? event.requirement : undefined
    exchange.decided(event, explain(exchange.request, requirement))
  }
}

const decisions: ReadonlySet<QalqonEvent['type']> = new Set([
  'token_accepted',
  'requirement_met',
  'request_refused',
  'request_undecided',
])
