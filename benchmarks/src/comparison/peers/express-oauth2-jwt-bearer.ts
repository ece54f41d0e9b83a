import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import type { RequestHandler } from 'express'
import { serveExpressPeer } from '../apps/express-peer.js'
import { scopes, type Peer } from '../peer.js'

export const expressOauth2JwtBearer: Peer = {
  name: 'express-oauth2-jwt-bearer',
  packages: ['express-oauth2-jwt-bearer'],
  kind: 'middleware',
  strict: 'strict: true',
  scopes: true,
  dpop: true,
  start({ issuer, audience, strict = false, dpop = false }) {
    return serveExpressPeer({
      all: auth({
        issuerBaseURL: issuer,
        ...(audience !== undefined && { audience }),
        ...(strict && { strict }),
        ...(dpop && { dpop: { required: true } }),
      }),
      read: requiredScopes(scopes[0]),
      // Its type takes one argument; a program in JavaScript, or one that spreads a list, does not see that.
      both: (requiredScopes as (...names: readonly string[]) => RequestHandler)(...scopes),
    })
  },
}
