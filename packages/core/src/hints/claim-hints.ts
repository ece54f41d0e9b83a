import { shorten } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { Hint } from './suspect.js'

/** A claim is not as the route requires: it may be there after all, under another name or of another type. */
export const unmetClaim: Hint = ({ fault, claims }) => {
  const { unmetClaims: [name] = [], expected = '', actual } = fault.facts
  if (name === undefined) return undefined
  if (actual === 'nothing') return otherName(name, claims) ?? absent(name, claims)
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return otherType(name, value, expected.split(' or ')) ?? otherSpelling(name, value, expected.split(' or '))
}

function otherName(name: string, claims: JsonObject): string | undefined {
  const other = Object.keys(claims).find(
    (claim) => claim.endsWith(`/${name}`) || claim.toLowerCase() === name.toLowerCase(),
  )
  return other === undefined
    ? undefined
    : `the token has the claim ${shorten(other)}: require it by that name`
}

// An opaque token says nothing of itself.
const absent = (name: string, claims: JsonObject) =>
  `let the issuer put the claim ${shorten(name)} into ${Object.keys(claims).length === 0 ? 'its answers about tokens' : 'access tokens'}`

/** A number or a boolean where a text of the same characters is required, or the other way round. */
function otherType(name: string, value: unknown, expected: readonly string[]): string | undefined {
  if (['number', 'boolean'].includes(typeof value) && expected.includes(JSON.stringify(String(value))))
    return `${shorten(name)} is a ${typeof value} in the token, and no text: require it without quotes`
  if (typeof value === 'string' && expected.includes(value))
    return `${shorten(name)} is a text in the token: require it as one, in quotes`
  return undefined
}

function otherSpelling(name: string, value: unknown, expected: readonly string[]): string | undefined {
  const texts = [value].flat().filter((text) => typeof text === 'string')
  const isOneOf = (text: string) =>
    expected.some((one) => one.toLowerCase() === JSON.stringify(text).toLowerCase())
  if (texts.some(isOneOf))
    return `the token has the value of ${shorten(name)} in other letter case: values are compared letter by letter`
  if (texts.some((text) => text.split(/[ ,]/).some(isOneOf)))
    return `${shorten(name)} holds several values in one text, and is compared as a whole: take it apart in check`
  return undefined
}
