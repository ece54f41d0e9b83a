import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { requiredScope } from '../../issuer/claims.js'
import { commonChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { serveExpress } from './express-app.js'

export const expressOauth2JwtBearer: AppSubject = {
  name: 'express-oauth2-jwt-bearer',
  kind: 'peer',
  framework: 'Express 5',
  packages: ['express-oauth2-jwt-bearer'],
  checks: { ...commonChecks, type: 'own', binding: 'own', scope: 'own' },
  setup: '`auth({ issuerBaseURL, audience, strict: true })` and `requiredScopes`',
  keyAgeSeconds: 600,
  start: ({ issuer, audience }) =>
    serveExpress({
      app: auth({ issuerBaseURL: issuer, audience, strict: true }),
      route: requiredScopes(requiredScope),
    }),
}
