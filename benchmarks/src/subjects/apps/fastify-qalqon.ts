import { requireScope, resourceServer } from '@qalqon/fastify'
import { requiredScope } from '../../issuer/claims.js'
import { allChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { missingTokenCache, withoutTokenCache } from '../without-token-cache.js'
import { serveFastify } from './fastify-app.js'

const common = {
  framework: 'Fastify 5',
  kind: 'qalqon',
  packages: ['@qalqon/fastify'],
  checks: allChecks,
  keyAgeSeconds: 600,
} as const

export const fastifyQalqon: AppSubject = {
  ...common,
  name: 'Qalqon',
  setup: '`resourceServer({ issuer, audience })` and `requireScope`',
  start: ({ issuer, audience }) =>
    serveFastify(() => [resourceServer({ issuer, audience }), requireScope(requiredScope)]),
}

export const fastifyQalqonWithoutCache: AppSubject = {
  ...common,
  name: 'Qalqon, `tokenCache: false`',
  missing: missingTokenCache,
  start: ({ issuer, audience }) =>
    serveFastify(() => [
      resourceServer({ issuer, audience, ...withoutTokenCache }),
      requireScope(requiredScope),
    ]),
}
