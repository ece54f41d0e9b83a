import jwt from '@fastify/jwt'
import buildGetJwks from 'get-jwks'
import { algorithm, type Peer } from '../peer.js'
import { serveFastifyPeer } from '../apps/fastify-peer.js'

export const fastifyJwt: Peer = {
  name: '@fastify/jwt with get-jwks',
  packages: ['@fastify/jwt', 'get-jwks'],
  kind: 'middleware',
  strict: "checkTyp: 'at+jwt'",
  start({ issuer, audience, strict = false }) {
    const getJwks = buildGetJwks({ issuersWhitelist: [`${issuer}/`, issuer], providerDiscovery: true })
    return serveFastifyPeer(async (app) => {
      await app.register(jwt, {
        decode: { complete: true },
        secret: async (_request: unknown, token: unknown) => {
          const { header, payload } = token as Decoded
          return getJwks.getPublicKey({ kid: header.kid, alg: header.alg, domain: payload.iss })
        },
        verify: {
          algorithms: [algorithm],
          allowedIss: issuer,
          ...(audience !== undefined && { allowedAud: audience }),
          ...(strict && { checkTyp: 'at+jwt' }),
        },
      })
      return (request) => request.jwtVerify()
    })
  },
}

interface Decoded {
  readonly header: { readonly kid: string; readonly alg: string }
  readonly payload: { readonly iss: string }
}
