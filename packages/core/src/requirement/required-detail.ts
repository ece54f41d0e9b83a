import { deepFreeze } from '../deep-freeze.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { checkNames, optionalFunction } from '../faults/check-option.js'
import { combinationsOf, countCombinations, listMembers, type Combination } from './combination.js'
import type { RequiredAuthorizationDetail } from './required-authorization-detail.js'

/** A required detail, checked when the route was declared. */
export interface CheckedDetail {
  readonly combinations: readonly Combination[]
  readonly matches: RequiredAuthorizationDetail['matches']
  /** By what name `matches` is known in the options, for the log. */
  readonly name: string
}

const members = ['type', ...listMembers, 'identifier', 'matches']

/** Each is looked for in each object of a token, for each request. */
const maximumCombinations = 256

/** The authorization details that a route requires; nothing where it names none. @throws {ConfigurationFault} */
export function requiredDetails(
  required: readonly RequiredAuthorizationDetail[] | undefined,
): readonly RequiredAuthorizationDetail[] | undefined {
  if (required === undefined) return undefined
  if (!Array.isArray(required) || required.length === 0) {
    throw new ConfigurationFault(option, 'expected a list of at least one object, such as [{ type: … }]')
  }
  const copies = Array.from(required as readonly unknown[], copyOf)
  const count = copies.reduce((sum, each) => sum + countCombinations(each), 0)
  if (count > maximumCombinations) {
    throw new ConfigurationFault(
      option,
      `${count} combinations of values are too many, ${maximumCombinations} the most: name fewer, or look at them in matches`,
    )
  }
  return Object.freeze(copies)
}

/** What is looked for in a token. */
export const checkedDetails = (required: readonly RequiredAuthorizationDetail[]): readonly CheckedDetail[] =>
  required.map((each, index) => ({
    // Refusals tell them: what reads a refusal must not change the requirement.
    combinations: deepFreeze(combinationsOf(each)),
    matches: each.matches,
    name: `${nameOf(index)}.matches`,
  }))

const option = 'authorizationDetails'
const nameOf = (index: number) => `${option}[${index}]`

/** A copy, so that it does not change with what it was made of. */
function copyOf(value: unknown, index: number): RequiredAuthorizationDetail {
  const where = nameOf(index)
  if (!isJsonObject(value)) throw new ConfigurationFault(where, 'expected an object, such as { type: … }')
  checkNames(where, value, members)
  const { type, identifier, matches } = value as unknown as RequiredAuthorizationDetail
  if (!isText(type)) throw new ConfigurationFault(`${where}.type`, 'expected a text')
  if (identifier !== undefined && !isText(identifier))
    throw new ConfigurationFault(`${where}.identifier`, 'expected a text')
  const check = optionalFunction(`${where}.matches`, matches)
  const lists = listMembers
    .filter((name) => value[name] !== undefined)
    .map((name) => [name, textsIn(value[name], `${where}.${name}`)] as const)
  return Object.freeze({
    type,
    ...(Object.fromEntries(lists) as Pick<RequiredAuthorizationDetail, (typeof listMembers)[number]>),
    ...(identifier !== undefined && { identifier }),
    ...(check && { matches: check }),
  })
}

function textsIn(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.length > 0 && Array.from(value).every(isText))
    return Object.freeze([...new Set<string>(value)])
  throw new ConfigurationFault(name, 'expected a list of at least one text, and no empty ones')
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
