/** Whose notes they are. Two issuers may both know an `alice`, and these are two people. */
export interface Owner {
  readonly issuer: string
  readonly subject: string
}
