import OktaJwtVerifier from '@okta/jwt-verifier'
import { around, serveExpressPeer } from '../apps/express-peer.js'
import type { Peer } from '../peer.js'

export const oktaJwtVerifier: Peer = {
  name: '@okta/jwt-verifier',
  packages: ['@okta/jwt-verifier'],
  kind: 'function',
  start({ issuer, audience, jwksUri }) {
    // It writes a warning about http on loopback.
    const { warn } = console
    console.warn = () => undefined
    const verifier = new OktaJwtVerifier({ issuer, jwksUri, testing: { disableHttpsCheck: true } })
    console.warn = warn
    return serveExpressPeer({
      all: around((token) => verifier.verifyAccessToken(token, audience as string)),
    })
  },
}
