import { decodeJwt, decodeProtectedHeader } from 'jose'
import { plainText, shortenSecret } from './shorten.js'
import type { Field, ShownToken } from './step.js'
import { shownUrl } from './address.js'

type Rule = 'plain' | 'time' | 'url' | 'secret' | 'members'

/** The members of headers and claims that are shown. What is not named here is not shown. */
const rules: Readonly<Record<string, Rule>> = {
  alg: 'plain',
  typ: 'plain',
  kid: 'plain',
  jwk: 'members',
  kty: 'plain',
  crv: 'plain',
  iss: 'plain',
  sub: 'plain',
  aud: 'plain',
  exp: 'time',
  iat: 'time',
  nbf: 'time',
  auth_time: 'time',
  client_id: 'plain',
  azp: 'plain',
  scope: 'plain',
  amr: 'plain',
  acr: 'plain',
  email: 'plain',
  email_verified: 'plain',
  name: 'plain',
  events: 'members',
  cnf: 'members',
  jkt: 'secret',
  'x5t#S256': 'secret',
  htm: 'plain',
  htu: 'url',
  ath: 'secret',
  jti: 'secret',
  sid: 'secret',
  nonce: 'secret',
  at_hash: 'secret',
  'http://schemas.openid.net/event/backchannel-logout': 'plain',
}

/** More members than that have no token of the standards. */
const mostMembers = 60

/** A JWT taken apart; nothing when the text is none. Nothing of it is verified here. */
export function takeApart(name: string, text: string): ShownToken | undefined {
  const [, , signature] = text.split('.')
  if (signature === undefined || text.length > 16_384) return undefined
  try {
    return {
      name,
      header: shownMembers(decodeProtectedHeader(text)).slice(0, mostMembers),
      claims: shownMembers(decodeJwt(text)).slice(0, mostMembers),
      signature: shortenSecret(signature),
    }
  } catch {
    return undefined
  }
}

/**
 * The members of an object that may be shown, as fields. Those of an inner object have its name before theirs; what is inside of that one
 * is left out.
 */
export function shownMembers(members: object, prefix = ''): Field[] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) return []
    if (rule === 'members') {
      return prefix === '' && typeof value === 'object' && value !== null
        ? shownMembers(value, `${name}.`)
        : []
    }
    return [fieldOf(`${prefix}${name}`, value, rule)]
  })
}

function fieldOf(name: string, value: unknown, rule: Exclude<Rule, 'members'>): Field {
  const text = Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value)
  if (rule === 'secret') return { name, value: shortenSecret(text), shortened: true }
  if (rule === 'url') return { name, value: shownUrl(text) }
  if (rule === 'time' && typeof value === 'number' && Math.abs(value) < 8e12) {
    return { name, value: `${value} (${new Date(value * 1000).toISOString().slice(0, 19)}Z)` }
  }
  return { name, value: plainText(text) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
