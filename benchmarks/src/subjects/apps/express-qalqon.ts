import { requireScope, resourceServer } from '@qalqon/express'
import { requiredScope } from '../../issuer/claims.js'
import { allChecks } from '../checks.js'
import type { Provision } from '../provision.js'
import type { AppSubject, RunningApp } from '../subject.js'
import { missingTokenCache, withoutTokenCache } from '../without-token-cache.js'
import { serveExpress } from './express-app.js'

const common = {
  framework: 'Express 5',
  kind: 'qalqon',
  packages: ['@qalqon/express'],
  checks: allChecks,
  keyAgeSeconds: 600,
} as const

export const expressQalqon: AppSubject = {
  ...common,
  name: 'Qalqon',
  setup: '`resourceServer({ issuer, audience })` and `requireScope`',
  start: (provision) => serve(provision),
}

export const expressQalqonWithoutCache: AppSubject = {
  ...common,
  name: 'Qalqon, `tokenCache: false`',
  missing: missingTokenCache,
  start: (provision) => serve(provision, { options: withoutTokenCache }),
}

export const expressQalqonReady: AppSubject = {
  ...common,
  name: 'Qalqon after `ready()`',
  start: (provision) => serve(provision, { ready: true }),
}

export const expressQalqonRestored: AppSubject = {
  ...common,
  name: 'Qalqon with `restoreKeySets`',
  start: (provision) => serve(provision, { options: { restoreKeySets: provision.savedKeySets ?? [] } }),
}

async function serve(
  { issuer, audience }: Provision,
  { options, ready = false }: { options?: object; ready?: boolean } = {},
): Promise<RunningApp> {
  const api = resourceServer({ issuer, audience, ...options })
  if (ready) await api.ready()
  return serveExpress({ app: api, route: requireScope(requiredScope) })
}
