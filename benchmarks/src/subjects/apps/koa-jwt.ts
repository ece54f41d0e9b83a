import jwks from 'jwks-rsa'
import jwt from 'koa-jwt'
import { requiredScope } from '../../issuer/claims.js'
import { commonChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { scopeByHand, serveKoa } from './koa-app.js'

export const koaJwt: AppSubject = {
  name: 'koa-jwt with jwks-rsa',
  kind: 'peer',
  framework: 'Koa 3',
  packages: ['koa-jwt', 'jwks-rsa'],
  checks: commonChecks,
  setup:
    '`koaJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })`, `issuer`, `audience`, `algorithms`',
  keyAgeSeconds: 600,
  start({ issuer, audience, jwksUri, algorithm }) {
    const secret = jwks.koaJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })
    return serveKoa(jwt({ secret, issuer, audience, algorithms: [algorithm] }), scopeByHand(requiredScope))
  },
}
