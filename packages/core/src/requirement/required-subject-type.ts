import { ConfigurationFault, TokenFault } from '../faults/index.js'
import type { AccessToken, SubjectType } from '../token/access-token.js'

/** Whom a token must speak for; nothing where the route does not say. @throws {ConfigurationFault} */
export function requiredSubjectType(subjectType: unknown): SubjectType | undefined {
  if (subjectType === undefined || subjectType === 'user' || subjectType === 'client') return subjectType
  throw new ConfigurationFault('subjectType', "expected 'user' or 'client'")
}

/**
 * Checks whom a token speaks for.
 *
 * @throws {TokenFault} `subject_type_mismatch`
 * @see RFC 9068 §5
 */
export function enforceSubjectType(
  expected: SubjectType,
  { subjectType, issuer }: AccessToken<unknown>,
): void {
  if (subjectType === expected) return
  const found = subjectType === 'client' ? 'the client itself' : 'a user'
  throw new TokenFault(
    'subject_type_mismatch',
    `subjectType: expected a token of a ${expected}, found one that speaks for ${found}`,
    { issuer, expected, actual: subjectType },
  )
}
