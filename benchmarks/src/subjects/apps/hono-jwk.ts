import type { MiddlewareHandler } from 'hono'
import { jwk } from 'hono/jwk'
import { requiredScope } from '../../issuer/claims.js'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { Provision } from '../provision.js'
import type { AppSubject, RunningApp } from '../subject.js'
import { serveHono } from './hono-app.js'

type JwkOptions = Parameters<typeof jwk>[0]

const common = {
  kind: 'peer',
  framework: 'Hono 4',
  packages: ['hono', '@hono/node-server'],
  checks: { ...commonChecks, type: 'own' },
} as const

export const honoJwk: AppSubject = {
  ...common,
  name: 'hono jwk, `jwks_uri`',
  setup: '`jwk({ jwks_uri, alg, verification: { iss, aud, typ } })`: it fetches the keys for every request',
  keyAgeSeconds: 0,
  start: (provision) => serve(provision, { jwks_uri: provision.jwksUri }),
}

export const honoJwkWithKeys: AppSubject = {
  ...common,
  name: 'hono jwk, `keys`',
  setup: '`jwk({ keys, alg, verification })`: the keys are at hand, and are never fetched again',
  async start(provision) {
    const { keys } = (await (await fetch(provision.jwksUri)).json()) as Pick<JwkOptions, 'keys'>
    return serve(provision, keys ? { keys } : {})
  },
}

function serve(
  { issuer, audience, algorithm }: Provision,
  source: Pick<JwkOptions, 'keys' | 'jwks_uri'>,
): Promise<RunningApp> {
  const verification = { iss: issuer, aud: audience, typ: 'at+jwt' }
  return serveHono(jwk({ ...source, alg: [algorithm], verification }), checkScope)
}

const checkScope: MiddlewareHandler = async (c, next) => {
  if (!hasScope(c.get('jwtPayload'), requiredScope)) return c.body(null, 403)
  await next()
  return undefined
}
