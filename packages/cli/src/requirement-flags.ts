import type { AccessRequirement, RequiredAuthorizationDetail } from '@qalqon/core'
import { UsageError } from './usage.js'

const detailFlag = '--authorization-detail'

const maxAgeFlag = '--max-age'

/** The flags that tell what a route of the API requires, for `readArguments`. */
export const requirementOptions = {
  scope: { type: 'string', multiple: true },
  'authorization-detail': { type: 'string', multiple: true },
  'acr-value': { type: 'string', multiple: true },
  'max-age': { type: 'string' },
} as const

/** What the members of a requirement are called as flags. */
export const requirementFlags = {
  scope: '--scope',
  authorizationDetails: detailFlag,
  acrValues: '--acr-value',
  maxAgeSeconds: maxAgeFlag,
} as const satisfies Partial<Record<keyof AccessRequirement, string>>

/** What the flags say. */
export interface RequirementValues {
  readonly scope?: string[] | undefined
  readonly 'authorization-detail'?: string[] | undefined
  readonly 'acr-value'?: string[] | undefined
  readonly 'max-age'?: string | undefined
}

/**
 * What a route of the API requires, as the flags tell it; nothing where there are none.
 *
 * @throws {UsageError}
 */
export function requirementOf(values: RequirementValues): AccessRequirement | undefined {
  const { scope, 'authorization-detail': details, 'acr-value': acrValues, 'max-age': maxAge } = values
  const requirement: AccessRequirement = {
    ...(acrValues && { acrValues }),
    ...(maxAge !== undefined && { maxAgeSeconds: readSeconds(maxAge) }),
    ...(scope && { scope }),
    ...(details && { authorizationDetails: details.map(readDetail) }),
  }
  return Object.keys(requirement).length > 0 ? requirement : undefined
}

/** Digits alone: `Number` would take an empty text for 0. */
function readSeconds(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UsageError(`${maxAgeFlag}: expected a whole number of seconds, such as 300`)
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
