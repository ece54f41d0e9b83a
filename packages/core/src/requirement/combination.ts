import type { AuthorizationDetail } from '../authorization-detail.js'
import { isListOfTexts } from '../token/claim-types.js'
import type { RequiredAuthorizationDetail } from './required-authorization-detail.js'

/** The members of an authorization detail that list texts. @see RFC 9396 §2.2 */
export const listMembers = ['locations', 'actions', 'datatypes', 'privileges'] as const

type ListMember = (typeof listMembers)[number]

/**
 * One right, in the shape of an authorization detail: of each list that is required, one value. An object of a token grants
 * it or does not; there is nothing between.
 */
export type Combination = AuthorizationDetail &
  Partial<Readonly<Record<ListMember, readonly [string]>>> & { readonly identifier?: string }

/** How many rights a required detail stands for. */
export const countCombinations = (required: RequiredAuthorizationDetail): number =>
  listMembers.reduce((product, name) => product * (required[name]?.length ?? 1), 1)

/** The rights that a required detail stands for: the product of its lists. */
export function combinationsOf(required: RequiredAuthorizationDetail): readonly Combination[] {
  const { type, identifier } = required
  let combinations: Combination[] = [identifier === undefined ? { type } : { type, identifier }]
  for (const name of listMembers) {
    const values = required[name]
    if (values)
      combinations = combinations.flatMap((each) => values.map((value) => ({ ...each, [name]: [value] })))
  }
  return combinations
}

/**
 * Whether an object of a token grants a right by itself. A member that the right names must be there: what lacks it, or has
 * something else there than a list of texts, grants nothing.
 *
 * @see RFC 9396 §2.2
 */
export const grants = (detail: AuthorizationDetail, right: Combination): boolean =>
  detail.type === right.type &&
  (right.identifier === undefined || detail.identifier === right.identifier) &&
  listMembers.every((name) => right[name] === undefined || lists(detail[name], right[name][0]))

const lists = (granted: unknown, value: string) => isListOfTexts(granted) && granted.includes(value)
