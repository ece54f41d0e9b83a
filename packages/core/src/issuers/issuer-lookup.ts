/** How the issuers of a resource server are found, for what is told to the operator. */
export interface IssuerLookup {
  /** The names of all that are accepted; nothing where `resolveIssuer` finds them. */
  readonly names: readonly string[] | undefined
  /** How long `resolveIssuer` is not asked again about a name that it did not know, in seconds; nothing where there is none. */
  readonly rememberUnknownSeconds: number | undefined
  /** Whether `opaqueTokenIssuer` names the issuer of an opaque token. */
  readonly selectsForOpaque: boolean
}
