import { requiredScope } from '../../issuer/claims.js'
import type { AppSubject } from '../subject.js'
import { accessTokenValidator, oauth4webapi } from '../verifiers/oauth4webapi.js'
import { bearer, localScope, serveExpress } from './express-app.js'
import { path } from './files.js'

export const expressOauth4webapi: AppSubject = {
  ...oauth4webapi,
  framework: 'Express 5',
  keyAgeSeconds: 300,
  start(provision) {
    // Discovery waits for the first request, and is tried again after it has failed.
    let validator: ReturnType<typeof accessTokenValidator> | undefined
    const discovered = () =>
      (validator ??= accessTokenValidator(provision).catch((fault: unknown) => {
        validator = undefined
        throw fault
      }))
    const verify = async (token: string) => {
      const validate = await discovered()
      const headers = { authorization: `Bearer ${token}` }
      return validate(new Request(`http://127.0.0.1${path}`, { headers }))
    }
    return serveExpress({ app: bearer(verify), route: localScope(requiredScope) })
  },
}
