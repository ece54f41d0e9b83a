import type { ResolvedIssuerBounds } from '../issuers/resolved-issuers.js'

/** How the answers of `resolveIssuer` are remembered. */
export type ResolvedIssuerOptions = Partial<Omit<ResolvedIssuerBounds, 'timeoutMs' | 'staleLimitSeconds'>>
