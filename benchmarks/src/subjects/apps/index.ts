import type { AppSubject } from '../subject.js'

const expressBare = () => import('./express-bare.js')
const expressQalqon = () => import('./express-qalqon.js')
const koaBare = () => import('./koa-bare.js')
const koaQalqon = () => import('./koa-qalqon.js')
const fastifyBare = () => import('./fastify-bare.js')
const fastifyQalqon = () => import('./fastify-qalqon.js')
const honoBare = () => import('./hono-bare.js')
const honoQalqon = () => import('./hono-qalqon.js')
const honoJwk = () => import('./hono-jwk.js')

/** All that can stand in front of an API. Each is loaded when it is asked for, so that a process holds no other library. */
export const apps = {
  expressBare: async () => (await expressBare()).expressBare,
  expressFetching: async () => (await expressBare()).expressFetching,
  expressPassing: async () => (await expressBare()).expressPassing,
  expressHandWritten: async () => (await import('./express-hand-written.js')).expressHandWritten,
  expressQalqon: async () => (await expressQalqon()).expressQalqon,
  expressQalqonWithoutCache: async () => (await expressQalqon()).expressQalqonWithoutCache,
  expressQalqonReady: async () => (await expressQalqon()).expressQalqonReady,
  expressQalqonRestored: async () => (await expressQalqon()).expressQalqonRestored,
  expressFastJwt: async () => (await import('./express-fast-jwt.js')).expressFastJwt,
  expressAwsJwtVerify: async () => (await import('./express-aws-jwt-verify.js')).expressAwsJwtVerify,
  expressJose: async () => (await import('./express-jose.js')).expressJose,
  expressOauth2JwtBearer: async () => (await import('./express-oauth2-jwt-bearer.js')).expressOauth2JwtBearer,
  expressJwt: async () => (await import('./express-jwt.js')).expressJwt,
  expressOauth4webapi: async () => (await import('./express-oauth4webapi.js')).expressOauth4webapi,
  koaBare: async () => (await koaBare()).koaBare,
  koaPassing: async () => (await koaBare()).koaPassing,
  koaHandWritten: async () => (await import('./koa-hand-written.js')).koaHandWritten,
  koaQalqon: async () => (await koaQalqon()).koaQalqon,
  koaQalqonWithoutCache: async () => (await koaQalqon()).koaQalqonWithoutCache,
  koaJwt: async () => (await import('./koa-jwt.js')).koaJwt,
  fastifyBare: async () => (await fastifyBare()).fastifyBare,
  fastifyPassing: async () => (await fastifyBare()).fastifyPassing,
  fastifyQalqon: async () => (await fastifyQalqon()).fastifyQalqon,
  fastifyQalqonWithoutCache: async () => (await fastifyQalqon()).fastifyQalqonWithoutCache,
  fastifyJwtJwks: async () => (await import('./fastify-jwt-jwks.js')).fastifyJwtJwks,
  honoBare: async () => (await honoBare()).honoBare,
  honoPassing: async () => (await honoBare()).honoPassing,
  honoQalqon: async () => (await honoQalqon()).honoQalqon,
  honoQalqonWithoutCache: async () => (await honoQalqon()).honoQalqonWithoutCache,
  honoJwk: async () => (await honoJwk()).honoJwk,
  honoJwkWithKeys: async () => (await honoJwk()).honoJwkWithKeys,
} satisfies Record<string, () => Promise<AppSubject>>

export type AppName = keyof typeof apps
