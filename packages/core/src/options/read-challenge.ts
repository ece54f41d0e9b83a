import { isChallengeText } from '../challenge/challenge.js'
import type { ChallengePolicy } from '../challenge/challenge-fields.js'
import type { DpopPolicy } from '../dpop/dpop-policy.js'
import { ConfigurationFault } from '../faults/index.js'

/** What challenges say beside the realm. */
export interface ChallengeParts extends Pick<ChallengePolicy, 'metadata'> {
  /** The identifier of this API. */
  readonly resource: string
  readonly dpop: DpopPolicy | undefined
}

/** What the challenges of a resource server say. @throws {ConfigurationFault} */
export const readChallenge = (
  realm: unknown,
  { resource, dpop, metadata }: ChallengeParts,
): ChallengePolicy => ({
  realm: readRealm(realm, resource),
  schemes: schemesOf(dpop),
  algs: dpop && [...dpop.algorithms].join(' '),
  metadata,
})

/** In which ways a token can be presented. Clients that look at one challenge alone mostly know Bearer. */
function schemesOf(dpop: DpopPolicy | undefined): ChallengePolicy['schemes'] {
  if (dpop === undefined) return ['Bearer']
  return dpop.required ? ['DPoP'] : ['Bearer', 'DPoP']
}

function readRealm(realm: unknown, resource: string): string {
  // A realm of null is a mistake, and not the wish for the default.
  const text = realm === undefined ? resource : realm
  if (typeof text === 'string' && text !== '' && isChallengeText(text)) return text
  throw new ConfigurationFault(
    'realm',
    'expected visible ASCII characters and spaces, without " and \\ (its default is resource, or the first audience)',
  )
}
