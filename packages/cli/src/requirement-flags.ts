import type { AccessRequirement, RequiredAuthorizationDetail } from '@qalqon/core'
import { UsageError } from './usage.js'

export const detailFlag = '--authorization-detail'

/**
 * What a route of the API requires, as the flags tell it; nothing where there are none.
 *
 * @throws {UsageError}
 */
export function requirementOf(
  scope: string[] | undefined,
  details: string[] | undefined,
): AccessRequirement | undefined {
  if (!scope && !details) return undefined
  return { ...(scope && { scope }), ...(details && { authorizationDetails: details.map(readDetail) }) }
}

/** What it must have is looked at where the requirement is made. Nothing of the text is repeated: it may be a token. */
function readDetail(text: string): RequiredAuthorizationDetail {
  try {
    return JSON.parse(text) as RequiredAuthorizationDetail
  } catch {
    throw new UsageError(
      `${detailFlag}: expected a JSON object, such as '{"type":"payment","actions":["initiate"]}'`,
    )
  }
}
