import { expressjwt } from 'express-jwt'
import jwks from 'jwks-rsa'
import { serveExpressPeer } from '../apps/express-peer.js'
import { algorithm, type Peer } from '../peer.js'

export const expressJwt: Peer = {
  name: 'express-jwt with jwks-rsa',
  packages: ['express-jwt', 'jwks-rsa'],
  kind: 'middleware',
  start({ issuer, audience, jwksUri }) {
    const secret = jwks.expressJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })
    const named = audience === undefined ? {} : { audience }
    return serveExpressPeer({ all: expressjwt({ secret, issuer, ...named, algorithms: [algorithm] }) })
  },
}
