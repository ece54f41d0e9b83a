import { requiredScope } from '../../issuer/claims.js'
import { handWrittenWithCache } from '../hand-written.js'
import type { AppSubject } from '../subject.js'
import { floorWithCache } from '../verifiers/hand-written.js'
import { bearer, localScope, serveExpress } from './express-app.js'

export const expressHandWritten: AppSubject = {
  ...floorWithCache,
  framework: 'Express 5',
  start: (provision) =>
    serveExpress({ app: bearer(handWrittenWithCache(provision)), route: localScope(requiredScope) }),
}
