import type { Explanation, QalqonEvent } from '@qalqon/core'
import { plainText } from './shorten.js'
import type { Check } from './step.js'

/**
 * The checks that a resource server made of a request: those of `explain`, and what was decided.
 *
 * The explanation runs beside the decision, a moment later. Where the two differ (a proof was used before, or the handler has
 * revoked the token since), what was decided is what is shown.
 */
export function checksOf({ checks }: Explanation, decision: QalqonEvent | undefined): readonly Check[] {
  const shown = checks.map(({ name, ok, detail }): Check => ({ name, ok, detail: plainText(detail) }))
  if (decision?.type === 'token_accepted' || decision?.type === 'requirement_met') {
    return shown.map((check) => (check.ok === true ? check : { name: check.name, ok: true }))
  }
  if (decision?.type !== 'request_refused' && decision?.type !== 'request_undecided') return shown
  if (checks.some(({ code }) => code === decision.code)) return shown
  const name = names[decision.code] ?? decision.code
  const failed: Check = { name, ok: false, detail: plainText(decision.detail) }
  return [...shown.filter((check) => check.name !== name), failed]
}

/** What is checked where an explanation of the request alone cannot say so. */
const names: Readonly<Record<string, string>> = {
  proof_replayed: 'proof jti',
  insufficient_scope: 'scope',
  insufficient_acr: 'acr',
  authentication_too_old: 'auth_time',
}
