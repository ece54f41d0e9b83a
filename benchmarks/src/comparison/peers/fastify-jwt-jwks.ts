import { fastifyJwtJwks as plugin } from 'fastify-jwt-jwks'
import { serveFastifyPeer } from '../apps/fastify-peer.js'
import type { Peer } from '../peer.js'

/** `fastify-auth0-verify` 4 is a layer of twenty lines over it, which makes its URL out of a domain of Auth0. */
export const fastifyJwtJwks: Peer = {
  name: 'fastify-jwt-jwks',
  packages: ['fastify-jwt-jwks'],
  kind: 'middleware',
  start: ({ issuer, audience, jwksUri }) =>
    serveFastifyPeer(async (app) => {
      await app.register(plugin, {
        jwksUrl: jwksUri,
        issuer,
        ...(audience !== undefined && { audience }),
      })
      return (request) => request.jwtVerify()
    }),
}
