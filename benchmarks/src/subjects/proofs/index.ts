import type { ProofSubject } from './proof-subject.js'

/** All whose checks of proofs can be measured as a function. Each is loaded when it is asked for. */
export const proofVerifiers = {
  bareSignature: async () => (await import('./bare-signature.js')).bareSignature,
  floor: async () => (await import('./hand-written.js')).floor,
  qalqon: async () => (await import('./qalqon.js')).qalqon,
  expressOauth2JwtBearer: async () => (await import('./express-oauth2-jwt-bearer.js')).expressOauth2JwtBearer,
} satisfies Record<string, () => Promise<ProofSubject>>

export type ProofVerifierName = keyof typeof proofVerifiers
