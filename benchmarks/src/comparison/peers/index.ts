import type { Peer } from '../peer.js'

/** Loads one, so that a process has no other in it. In this order they stand in the tables. */
export const peers = {
  qalqon: async (): Promise<Peer> => (await import('./qalqon.js')).qalqon,
  expressOauth2JwtBearer: async (): Promise<Peer> =>
    (await import('./express-oauth2-jwt-bearer.js')).expressOauth2JwtBearer,
  expressJwt: async (): Promise<Peer> => (await import('./express-jwt.js')).expressJwt,
  passportJwt: async (): Promise<Peer> => (await import('./passport-jwt.js')).passportJwt,
  koaJwt: async (): Promise<Peer> => (await import('./koa-jwt.js')).koaJwt,
  fastifyJwt: async (): Promise<Peer> => (await import('./fastify-jwt.js')).fastifyJwt,
  fastifyJwtJwks: async (): Promise<Peer> => (await import('./fastify-jwt-jwks.js')).fastifyJwtJwks,
  honoJwk: async (): Promise<Peer> => (await import('./hono-jwk.js')).honoJwk,
  jose: async (): Promise<Peer> => (await import('./jose.js')).jose,
  oauth4webapi: async (): Promise<Peer> => (await import('./oauth4webapi.js')).oauth4webapi,
  awsJwtVerify: async (): Promise<Peer> => (await import('./aws-jwt-verify.js')).awsJwtVerify,
  oktaJwtVerifier: async (): Promise<Peer> => (await import('./okta-jwt-verifier.js')).oktaJwtVerifier,
}

export type PeerName = keyof typeof peers
