import type { VerifierSubject } from '../subject.js'

const ours = () => import('./qalqon.js')
const byHand = () => import('./hand-written.js')
const fast = () => import('./fast-jwt.js')

/** All that can be measured as a function. Each is loaded when it is asked for, so that a process holds no other library. */
export const verifiers = {
  bareSignature: async () => (await import('./bare-signature.js')).bareSignature,
  floor: async () => (await byHand()).floor,
  floorWithCache: async () => (await byHand()).floorWithCache,
  qalqon: async () => (await ours()).qalqon,
  qalqonWithoutCache: async () => (await ours()).qalqonWithoutCache,
  fastJwt: async () => (await fast()).fastJwt,
  fastJwtWithCache: async () => (await fast()).fastJwtWithCache,
  jsonwebtoken: async () => (await import('./jsonwebtoken.js')).jsonwebtoken,
  awsJwtVerify: async () => (await import('./aws-jwt-verify.js')).awsJwtVerify,
  jose: async () => (await import('./jose.js')).jose,
  oauth4webapi: async () => (await import('./oauth4webapi.js')).oauth4webapi,
  hono: async () => (await import('./hono.js')).hono,
} satisfies Record<string, () => Promise<VerifierSubject>>

export type VerifierName = keyof typeof verifiers
