import { JwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { loopbackFetcher } from '../../subjects/loopback-fetcher.js'
import { around, serveExpressPeer } from '../apps/express-peer.js'
import { asRequired, scopes, type Peer } from '../peer.js'

export const awsJwtVerify: Peer = {
  name: 'aws-jwt-verify',
  packages: ['aws-jwt-verify'],
  kind: 'function',
  scopes: true,
  start({ issuer, audience, jwksUri }) {
    const jwksCache = new SimpleJwksCache({ fetcher: loopbackFetcher })
    const verifier = JwtVerifier.create({ issuer, audience: asRequired(audience), jwksUri }, { jwksCache })
    const scoped = (scope: string[]) => around((token) => verifier.verify(token, { scope }))
    return serveExpressPeer({
      all: around((token) => verifier.verify(token)),
      read: scoped([scopes[0]]),
      both: scoped([...scopes]),
    })
  },
}
