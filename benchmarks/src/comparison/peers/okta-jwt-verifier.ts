import OktaJwtVerifier from '@okta/jwt-verifier'
import { around, serveExpressPeer } from '../apps/express-peer.js'
import { asRequired, type Peer } from '../peer.js'

export const oktaJwtVerifier: Peer = {
  name: '@okta/jwt-verifier',
  packages: ['@okta/jwt-verifier'],
  kind: 'function',
  start({ issuer, audience, jwksUri }) {
    const verifier = new OktaJwtVerifier({ issuer, jwksUri, testing: { disableHttpsCheck: true } })
    return serveExpressPeer({
      all: around((token) => verifier.verifyAccessToken(token, asRequired(audience))),
    })
  },
}
