import { requireScope, resourceServer } from '@qalqon/koa'
import { requiredScope } from '../../issuer/claims.js'
import { allChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { missingTokenCache, withoutTokenCache } from '../without-token-cache.js'
import { serveKoa } from './koa-app.js'

const common = {
  framework: 'Koa 3',
  kind: 'qalqon',
  packages: ['@qalqon/koa'],
  checks: allChecks,
  keyAgeSeconds: 600,
} as const

export const koaQalqon: AppSubject = {
  ...common,
  name: 'Qalqon',
  setup: '`resourceServer({ issuer, audience })` and `requireScope`',
  start: ({ issuer, audience }) =>
    serveKoa(resourceServer({ issuer, audience }), requireScope(requiredScope)),
}

export const koaQalqonWithoutCache: AppSubject = {
  ...common,
  name: 'Qalqon, `tokenCache: false`',
  missing: missingTokenCache,
  start: ({ issuer, audience }) =>
    serveKoa(resourceServer({ issuer, audience, ...withoutTokenCache }), requireScope(requiredScope)),
}
