/** A revocation store: the port `RevocationStore` of `@qalqon/core`. */
export interface RevocationStoreUnderTest {
  isEmpty?(): boolean
  isRevoked(token: TokenUnderTest): boolean | PromiseLike<boolean>
  revoke(selector: SelectorUnderTest, until: number): void | PromiseLike<void>
}

/** By what a token can be revoked. */
export interface TokenUnderTest {
  readonly issuer: string
  readonly tokenHash: string
  readonly jti: string | undefined
  readonly subject: string | undefined
  readonly sid: string | undefined
  readonly clientId: string | undefined
  readonly issuedAt: number | undefined
}

/** Which tokens a revocation covers. */
export type SelectorUnderTest =
  | { readonly tokenHash: string }
  | { readonly issuer: string; readonly jti: string }
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly subject: string; readonly issuedBefore: number }
  | { readonly issuer: string; readonly clientId: string; readonly issuedBefore: number }
  | {
      readonly issuer: string
      readonly subject: string
      readonly clientId: string
      readonly issuedBefore: number
    }
