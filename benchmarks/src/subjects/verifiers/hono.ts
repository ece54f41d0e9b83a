import { verifyWithJwks } from 'hono/jwt'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { VerifierSubject } from '../subject.js'

export const hono: VerifierSubject = {
  name: 'hono/jwt',
  kind: 'peer',
  packages: ['hono'],
  checks: { ...commonChecks, type: 'own' },
  setup: '`verifyWithJwks` with the keys at hand, because it fetches them anew for every token otherwise',
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  async create({ issuer, audience, jwksUri, algorithm, scope }) {
    const { keys } = (await (await fetch(jwksUri)).json()) as Pick<Options, 'keys'>
    const options: Options = {
      ...(keys && { keys }),
      allowedAlgorithms: [algorithm],
      verification: { iss: issuer, aud: audience, typ: 'at+jwt' },
    }
    return {
      verify: (token) => verifyWithJwks(token as string, options),
      accepts: (payload) => hasScope(payload, scope),
    }
  },
}

type Options = Parameters<typeof verifyWithJwks>[1]
