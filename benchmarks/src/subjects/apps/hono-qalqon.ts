import { requireScope, resourceServer } from '@qalqon/hono'
import { requiredScope } from '../../issuer/claims.js'
import { allChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { missingTokenCache, withoutTokenCache } from '../without-token-cache.js'
import { serveHono } from './hono-app.js'

const common = {
  framework: 'Hono 4',
  kind: 'qalqon',
  packages: ['@qalqon/hono'],
  checks: allChecks,
  keyAgeSeconds: 600,
} as const

export const honoQalqon: AppSubject = {
  ...common,
  name: 'Qalqon',
  setup: '`resourceServer({ issuer, audience })` and `requireScope`',
  start: ({ issuer, audience }) =>
    serveHono(resourceServer({ issuer, audience }), requireScope(requiredScope)),
}

export const honoQalqonWithoutCache: AppSubject = {
  ...common,
  name: 'Qalqon, `tokenCache: false`',
  missing: missingTokenCache,
  start: ({ issuer, audience }) =>
    serveHono(resourceServer({ issuer, audience, ...withoutTokenCache }), requireScope(requiredScope)),
}
