import type { Chapter } from './row.js'
import { backChannelLogout } from './rows/back-channel-logout.js'
import { fapi2 } from './rows/fapi2.js'
import { mcp } from './rows/mcp.js'
import { openidConformanceSuite } from './rows/openid-conformance-suite.js'
import { openidConnect } from './rows/openid-connect.js'
import { rfc6750 } from './rows/rfc6750.js'
import { rfc7515 } from './rows/rfc7515.js'
import { rfc7517 } from './rows/rfc7517.js'
import { rfc7518 } from './rows/rfc7518.js'
import { rfc7519 } from './rows/rfc7519.js'
import { rfc7662 } from './rows/rfc7662.js'
import { rfc8414 } from './rows/rfc8414.js'
import { rfc8705 } from './rows/rfc8705.js'
import { rfc8725 } from './rows/rfc8725.js'
import { rfc9068 } from './rows/rfc9068.js'
import { rfc9110 } from './rows/rfc9110.js'
import { rfc9396 } from './rows/rfc9396.js'
import { rfc9421 } from './rows/rfc9421.js'
import { rfc9449 } from './rows/rfc9449.js'
import { rfc9470 } from './rows/rfc9470.js'
import { rfc9700 } from './rows/rfc9700.js'
import { rfc9701 } from './rows/rfc9701.js'
import { rfc9728 } from './rows/rfc9728.js'
import { securityEventTokens } from './rows/security-event-tokens.js'
import { sharedSignals } from './rows/shared-signals.js'
import { tokenStatusList } from './rows/token-status-list.js'

/** All rows, in the order in which the document has them. */
export const chapters: readonly Chapter[] = [
  rfc6750,
  rfc9110,
  rfc7515,
  rfc7517,
  rfc7518,
  rfc7519,
  rfc8725,
  rfc9068,
  rfc8414,
  rfc7662,
  rfc9701,
  rfc8705,
  rfc9449,
  rfc9728,
  rfc9470,
  rfc9396,
  rfc9700,
  fapi2,
  rfc9421,
  tokenStatusList,
  securityEventTokens,
  sharedSignals,
  backChannelLogout,
  openidConnect,
  mcp,
  openidConformanceSuite,
]
