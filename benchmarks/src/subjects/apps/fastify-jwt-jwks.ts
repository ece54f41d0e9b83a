import type { preValidationHookHandler } from 'fastify'
import { fastifyJwtJwks as plugin } from 'fastify-jwt-jwks'
import { requiredScope } from '../../issuer/claims.js'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { AppSubject } from '../subject.js'
import { serveFastify } from './fastify-app.js'

const week = 7 * 24 * 3600

export const fastifyJwtJwks: AppSubject = {
  name: 'fastify-jwt-jwks',
  kind: 'peer',
  framework: 'Fastify 5',
  packages: ['fastify-jwt-jwks'],
  checks: commonChecks,
  setup: '`jwksUrl`, `issuer`, `audience`; `app.authenticate` before validation',
  keyAgeSeconds: week,
  start: ({ issuer, audience, jwksUri }) =>
    serveFastify(async (app) => {
      await app.register(plugin, { jwksUrl: jwksUri, issuer, audience })
      return [app.authenticate, checkScope]
    }),
}

const checkScope: preValidationHookHandler = (request, reply, done) => {
  if (hasScope(request.user, requiredScope)) done()
  else void reply.code(403).send()
}
