import { algorithms, defaultAlgorithms, type Algorithm } from '../algorithms.js'

/**
 * A profile of the standards that an API keeps as a whole. It switches on what the profile asks, and options that contradict it are
 * refused. `fapi2`: FAPI 2.0 Security Profile. `mcp`: a server of the Model Context Protocol.
 */
export type ProfileName = 'fapi2' | 'mcp'

/** Which signature algorithms can be allowed, and which are unless an option names them. */
export interface AlgorithmChoice {
  /** The profile that permits them; nothing where all can be allowed. */
  readonly profile: ProfileName | undefined
  readonly permitted: readonly Algorithm[]
  readonly ofTokens: readonly Algorithm[]
  readonly ofProofs: readonly Algorithm[]
}

/** How far clocks may differ, in seconds. */
interface ToleranceRange {
  readonly least: number
  readonly usual: number
  readonly most: number
}

/** What a profile changes. */
export interface Profile {
  readonly name: ProfileName | undefined
  readonly algorithms: AlgorithmChoice
  /** Whether tokens that are bound to nothing are refused. */
  readonly bindingRequired: boolean
  /** Whether only the `Authorization` field counts, and not by choice. */
  readonly headerOnly: boolean
  /** Whether somebody must tell which tokens are revoked; a warning comes where nobody does. */
  readonly revocationRequired: boolean
  readonly toleranceSeconds: ToleranceRange
  /** Whether metadata must lead clients to the issuers. */
  readonly metadataRequired: boolean
  /** How audiences are spelled before they are compared; nothing: they are compared as they are. */
  readonly canonicalAudience: ((audience: string) => string) | undefined
}

const none: Profile = {
  name: undefined,
  algorithms: {
    profile: undefined,
    permitted: algorithms,
    ofTokens: defaultAlgorithms,
    ofProofs: ['ES256', 'Ed25519'],
  },
  bindingRequired: false,
  headerOnly: false,
  revocationRequired: false,
  toleranceSeconds: { least: 0, usual: 5, most: 300 },
  metadataRequired: false,
  canonicalAudience: undefined,
}

/** `EdDSA` is the name of FAPI 2.0 for what others call `Ed25519`. */
const fapi2Algorithms: readonly Algorithm[] = ['PS256', 'ES256', 'Ed25519', 'EdDSA']

export const profiles: Readonly<Record<ProfileName, Profile>> & { readonly none: Profile } = {
  none,
  /** @see FAPI 2.0 Security Profile §5.3.4, §5.4 */
  fapi2: {
    ...none,
    name: 'fapi2',
    algorithms: {
      profile: 'fapi2',
      permitted: fapi2Algorithms,
      ofTokens: fapi2Algorithms,
      ofProofs: ['ES256', 'Ed25519'],
    },
    bindingRequired: true,
    headerOnly: true,
    revocationRequired: true,
    // `iat` and `nbf` may lie 10 seconds ahead, and a minute is too far (§5.3.2.1, 13); proofs have 10 seconds beside it.
    toleranceSeconds: { least: 10, usual: 10, most: 50 },
  },
  /** @see Model Context Protocol, Authorization */
  mcp: {
    ...none,
    name: 'mcp',
    headerOnly: true,
    metadataRequired: true,
    canonicalAudience: withLowerCaseOrigin,
  },
}

/** Scheme and host in lower case, and nothing else. @see Model Context Protocol, Authorization, Canonical Server URI */
function withLowerCaseOrigin(uri: string): string {
  return uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, (origin) => origin.toLowerCase())
}
