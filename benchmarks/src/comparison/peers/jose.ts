import { createRemoteJWKSet, jwtVerify } from 'jose'
import { around, serveExpressPeer } from '../apps/express-peer.js'
import type { Peer } from '../peer.js'

export const jose: Peer = {
  name: 'jose',
  packages: ['jose'],
  kind: 'function',
  strict: "typ: 'at+jwt'",
  start({ issuer, audience, jwksUri, strict = false }) {
    const keys = createRemoteJWKSet(new URL(jwksUri))
    const options = {
      issuer,
      ...(audience !== undefined && { audience }),
      ...(strict && { typ: 'at+jwt' }),
    }
    return serveExpressPeer({ all: around((token) => jwtVerify(token, keys, options)) })
  },
}
