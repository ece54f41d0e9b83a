import { requiredScope } from '../../issuer/claims.js'
import type { AppSubject } from '../subject.js'
import { awsJwtVerify, awsVerifier } from '../verifiers/aws-jwt-verify.js'
import { bearer, serveExpress } from './express-app.js'

export const expressAwsJwtVerify: AppSubject = {
  ...awsJwtVerify,
  framework: 'Express 5',
  keyAgeSeconds: Infinity,
  start(provision) {
    const verifier = awsVerifier({ ...provision, scope: requiredScope })
    return serveExpress({ app: bearer((token) => verifier.verify(token)) })
  },
}
