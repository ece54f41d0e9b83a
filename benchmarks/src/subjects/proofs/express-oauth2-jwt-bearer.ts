import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { commonChecks } from '../checks.js'
import { allProofChecks, type ProofSubject } from './proof-subject.js'

/** The middleware is called as Express calls it, without a server: what a socket costs is left out, as it is for us. */
export const expressOauth2JwtBearer: ProofSubject = {
  name: 'express-oauth2-jwt-bearer',
  kind: 'peer',
  packages: ['express-oauth2-jwt-bearer'],
  checks: { ...commonChecks, type: 'own', binding: 'own', scope: 'own' },
  proofChecks: { ...allProofChecks, replay: false },
  setup: 'with proofs: `dpop: { required: true }`, the middleware called as Express calls it',
  create({ issuer, audience, scope }, url) {
    const guard = auth({ issuerBaseURL: issuer, audience, strict: true, dpop: { required: true } })
    const scopes = scope === undefined ? undefined : requiredScopes(scope)
    const app = express()
    const { pathname, host } = new URL(url)
    const res = Object.create(app.response) as express.Response
    return {
      prepare: (token, proof) =>
        Object.assign(Object.create(app.request) as express.Request, {
          method: 'GET',
          url: pathname,
          originalUrl: pathname,
          headers: { host, authorization: flat(`DPoP ${token}`), dpop: flat(proof) },
          socket: { remoteAddress: '127.0.0.1', encrypted: true },
        }),
      verify: (req) =>
        new Promise<void>((resolve, reject) => {
          const settle = (fault?: unknown) => {
            if (fault instanceof Error) reject(fault)
            else resolve()
          }
          guard(req as express.Request, res, (fault?: unknown) => {
            if (fault !== undefined || scopes === undefined) settle(fault)
            else scopes(req as express.Request, res, settle)
          })
        }),
    }
  },
}

const flat = (text: string) => Buffer.from(text).toString('latin1')
