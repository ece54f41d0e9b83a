import type { AccessRequirement } from './access-requirement.js'

/** What a route asks of a request, as it was declared, deeply frozen. For documentation and audits. */
export interface RouteRequirement {
  /**
   * `required`: only a request with a valid token comes through. `optional`: one without a token does too, as anonymous; a bad
   * token is refused all the same. CORS preflights, where `passPreflight` lets them through, are not counted here.
   */
  readonly authentication: 'required' | 'optional'
  /** What is asked of a valid token beyond that; absent where any will do. Its members are those that were named. */
  readonly requirement?: AccessRequirement<unknown>
}
