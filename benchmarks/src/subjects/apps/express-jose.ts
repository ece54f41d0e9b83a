import { createRemoteJWKSet, jwtVerify } from 'jose'
import { requiredScope } from '../../issuer/claims.js'
import type { AppSubject } from '../subject.js'
import { jose } from '../verifiers/jose.js'
import { bearer, localScope, serveExpress } from './express-app.js'

export const expressJose: AppSubject = {
  ...jose,
  framework: 'Express 5',
  keyAgeSeconds: 600,
  start({ issuer, audience, jwksUri, algorithm }) {
    const keys = createRemoteJWKSet(new URL(jwksUri))
    const options = { issuer, audience, typ: 'at+jwt', algorithms: [algorithm], requiredClaims: ['exp'] }
    const verify = async (token: string) => (await jwtVerify(token, keys, options)).payload
    return serveExpress({ app: bearer(verify), route: localScope(requiredScope) })
  },
}
