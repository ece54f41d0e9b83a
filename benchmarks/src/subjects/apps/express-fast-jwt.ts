import { requiredScope } from '../../issuer/claims.js'
import type { AppSubject } from '../subject.js'
import { fastJwtVerifier, fastJwtWithCache } from '../verifiers/fast-jwt.js'
import { bearer, localScope, serveExpress } from './express-app.js'

export const expressFastJwt: AppSubject = {
  ...fastJwtWithCache,
  framework: 'Express 5',
  start: (provision) =>
    serveExpress({ app: bearer(fastJwtVerifier(provision, 20_000)), route: localScope(requiredScope) }),
}
