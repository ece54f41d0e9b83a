import { expressjwt, type Request } from 'express-jwt'
import jwks from 'jwks-rsa'
import { requiredScope } from '../../issuer/claims.js'
import { commonChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { scopeByHand, serveExpress } from './express-app.js'

export const expressJwt: AppSubject = {
  name: 'express-jwt with jwks-rsa',
  kind: 'peer',
  framework: 'Express 5',
  packages: ['express-jwt', 'jwks-rsa'],
  checks: commonChecks,
  setup:
    '`expressJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })`, `issuer`, `audience`, `algorithms`',
  keyAgeSeconds: 600,
  start({ issuer, audience, jwksUri, algorithm }) {
    const secret = jwks.expressJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })
    return serveExpress({
      app: expressjwt({ secret, issuer, audience, algorithms: [algorithm as 'RS256'] }),
      route: scopeByHand(requiredScope, (req) => (req as Request).auth),
    })
  },
}
