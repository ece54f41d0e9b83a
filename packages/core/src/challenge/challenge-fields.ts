import type { TokenFault } from '../faults/index.js'
import type { Scheme } from '../request/scheme.js'
import type { Requirement } from '../requirement/requirement.js'
import { asksForStepUp } from '../requirement/step-up.js'
import { challenge, type ChallengeParameters } from './challenge.js'
import type { MetadataLocation } from '../resource-metadata/metadata-location.js'
import type { HeaderField } from './header-field.js'

/** What every challenge of a resource server says. */
export interface ChallengePolicy {
  readonly realm: string
  /** The schemes that are taken, at least one; the first is answered where none was tried. */
  readonly schemes: readonly Scheme[]
  /** Where the metadata of the resource is; nothing where there is no place for it. */
  readonly metadata: MetadataLocation | undefined
  /** The algorithms of proofs, separated by spaces, where the scheme DPoP is taken. @see RFC 9449 §7.1 */
  readonly algs: string | undefined
}

/** What a challenge is made of. */
export interface Challenged {
  readonly fault: TokenFault
  /** What the route requires, as far as it is known. */
  readonly requirement: Requirement | undefined
  /** The scheme of the credentials that are refused; nothing where there were none, or not in the header. */
  readonly tried: Scheme | undefined
}

/**
 * The `WWW-Authenticate` fields of a refusal, one for each scheme that could be tried instead. The error stands in that of the
 * scheme that was tried; what no other scheme can mend is told in that one alone, as what the route requires of a good token.
 *
 * @see RFC 6750 §3
 * @see RFC 9449 §7.1, §7.2
 * @see RFC 9728 §5.1
 */
export function challengeFields(about: Challenged, policy: ChallengePolicy): HeaderField[] {
  const { fault, tried } = about
  const answered = policy.schemes.find((scheme) => scheme === tried) ?? policy.schemes[0]
  const othersHelp = fault.status === 401 && fault.step !== 'requirement'
  const schemes = othersHelp ? policy.schemes : policy.schemes.filter((scheme) => scheme === answered)
  return schemes.map((scheme) => [
    'www-authenticate',
    challenge(scheme, [
      ...parametersOf(about, policy),
      ...(scheme === answered ? [...errorParameters(about), ...stepUpParameters(about)] : []),
      ['algs', scheme === 'DPoP' ? policy.algs : undefined],
    ]),
  ])
}

/** What the challenges of all schemes say. */
const parametersOf = (
  { fault, requirement }: Challenged,
  { realm, metadata }: ChallengePolicy,
): ChallengeParameters => [
  ['realm', realm],
  ['scope', asksForScope(fault) ? requirement?.challengeScope : undefined],
  ['resource_metadata', metadata?.advertised],
]

/** What is said of the credentials that were refused. */
const errorParameters = ({ fault }: Challenged): ChallengeParameters => [
  ['error', fault.error],
  ['error_description', fault.error && fault.message],
]

/**
 * How the user is to sign in again: all that the route requires of it, so that the new token is not lacking what the old one
 * had. Only the holder of a token that is good otherwise learns it.
 *
 * @see RFC 9470 §3, §9
 */
const stepUpParameters = ({ fault, requirement }: Challenged): ChallengeParameters =>
  asksForStepUp(fault)
    ? [
        ['acr_values', requirement?.acrValues?.join(' ')],
        ['max_age', requirement?.maxAgeSeconds?.toString()],
      ]
    : []

/**
 * Whether a token with the scopes of the route could help: not a request that is malformed, and not a token that has them and
 * lacks something else.
 */
const asksForScope = ({ status, facts }: TokenFault) =>
  status === 401 || (status === 403 && facts.missingScopes !== undefined)
