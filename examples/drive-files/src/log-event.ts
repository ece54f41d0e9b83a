import type { QalqonEvent } from '@qalqon/express'
import type { Log } from './log.js'

/**
 * Writes to the log what an operator wants to know about tokens: why requests were refused, and trouble
 * with an issuer. What goes well is not worth a line. The client is told less than this, see the README.
 */
export function logEvent(log: Log): (event: QalqonEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'request_refused':
        log(event.type, { status: event.status, code: event.code, detail: event.detail })
        break
      case 'request_undecided':
        log(event.type, { status: event.status, code: event.code, detail: event.detail })
        break
      case 'key_set_refresh_failed':
        log(event.type, {
          issuer: event.issuer,
          code: event.code,
          detail: event.detail,
          servingOn: event.servingOn,
        })
        break
      case 'key_skipped':
        log(event.type, { issuer: event.issuer, kid: event.kid, reason: event.reason })
        break
      case 'configuration_warning':
        log(event.type, { code: event.code, detail: event.detail })
        break
    }
  }
}
