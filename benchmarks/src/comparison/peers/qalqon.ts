import { requireScope, resourceServer } from '@qalqon/express'
import { serveExpressPeer } from '../apps/express-peer.js'
import { algorithm, asRequired, scopes, type Peer } from '../peer.js'

export const qalqon: Peer = {
  name: 'Qalqon',
  packages: ['@qalqon/express'],
  kind: 'middleware',
  scopes: true,
  dpop: true,
  knowsItsUrl: true,
  start({ issuer, audience, dpop = false }) {
    const options = { issuer: { issuer, algorithms: [algorithm] as const }, audience: asRequired(audience) }
    const api = resourceServer({ ...options, dpop: dpop ? 'required' : 'off' })
    return serveExpressPeer({
      all: api,
      read: requireScope(scopes[0]),
      both: requireScope(...scopes),
    })
  },
}
