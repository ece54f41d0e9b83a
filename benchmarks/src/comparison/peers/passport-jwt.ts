import type { RequestHandler } from 'express'
import jwks from 'jwks-rsa'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { serveExpressPeer } from '../apps/express-peer.js'
import { algorithm, type Peer } from '../peer.js'

export const passportJwt: Peer = {
  name: 'passport-jwt with jwks-rsa',
  packages: ['passport-jwt', 'passport', 'jwks-rsa'],
  kind: 'middleware',
  start({ issuer, audience, jwksUri }) {
    const strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: jwks.passportJwtSecret({
          cache: true,
          rateLimit: true,
          jwksRequestsPerMinute: 5,
          jwksUri,
        }),
        issuer,
        ...(audience !== undefined && { audience }),
        algorithms: [algorithm],
      },
      (payload: unknown, done: (fault: unknown, user?: unknown) => void) => done(null, payload),
    )
    const authenticator = new passport.Passport().use(strategy)
    return serveExpressPeer({ all: authenticator.authenticate('jwt', { session: false }) as RequestHandler })
  },
}
