import { takeApart } from './jwt.js'
import type { Shown } from './parameters.js'
import { plainText, shortenSecret } from './shorten.js'
import type { Field, ShownToken } from './step.js'
import { shownUrl } from './address.js'

/** The field lines of a message, by name in lower case, as `headersDistinct` of Node has them. */
export type FieldLines = Readonly<Record<string, readonly string[] | undefined>>

/** What may be shown of the header of a request: credentials and cookies, shortened. */
export function shownRequestHeaders(lines: FieldLines): Shown {
  const tokens: ShownToken[] = []
  const fields: Field[] = []
  for (const value of lines.authorization ?? []) fields.push(authorization(value, tokens))
  for (const value of lines.dpop ?? []) {
    const proof = takeApart('DPoP', value)
    if (proof) tokens.push(proof)
    fields.push({ name: 'DPoP', value: shortenSecret(value), shortened: true })
  }
  for (const value of lines.cookie ?? [])
    fields.push(...value.split(';').flatMap((one) => cookie('Cookie', one)))
  return { fields: fields.slice(0, mostFields), tokens: tokens.slice(0, 2) }
}

/** What may be shown of the header of an answer. */
export function shownAnswerHeaders(lines: FieldLines): readonly Field[] {
  const fields: Field[] = []
  for (const value of lines.location ?? []) fields.push({ name: 'Location', value: shownUrl(value) })
  for (const value of lines['www-authenticate'] ?? []) {
    fields.push({ name: 'WWW-Authenticate', value: plainText(value) })
  }
  for (const value of lines['dpop-nonce'] ?? []) {
    fields.push({ name: 'DPoP-Nonce', value: shortenSecret(value), shortened: true })
  }
  for (const value of lines['set-cookie'] ?? []) {
    const [pair = '', ...attributes] = value.split(';')
    for (const field of cookie('Set-Cookie', pair))
      fields.push({ ...field, value: withAttributes(field.value, attributes) })
  }
  return fields.slice(0, mostFields)
}

const mostFields = 20

function authorization(value: string, tokens: ShownToken[]): Field {
  const [scheme = '', ...rest] = value.split(' ')
  const known = /^(Bearer|DPoP|Basic)$/i.exec(scheme)?.[0]
  const credentials = rest.join(' ').trim()
  if (known === undefined) return { name: 'Authorization', value: '…', shortened: true }
  const token = takeApart('access_token', credentials)
  if (token) tokens.push(token)
  const shown = known.toLowerCase() === 'basic' ? basic(credentials) : shortenSecret(credentials)
  return { name: 'Authorization', value: `${known} ${shown}`, shortened: true }
}

/** The name of the client is no secret. @see RFC 6749 §2.3.1 */
function basic(credentials: string): string {
  const [id = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)
  return /^[a-z-]{1,24}$/.test(id) ? `${id}:…` : '…'
}

/** Cookies of the sample alone, which parts name after themselves. */
function cookie(name: string, pair: string): Field[] {
  const [, key = '', value = ''] = /^\s*([a-z]+(?:-[a-z]+)*\.[a-z.]{1,24})=(.*)$/.exec(pair) ?? []
  // What vouches for another cookie says nothing more.
  if (key === '' || key.endsWith('.sig')) return []
  return [{ name, value: `${key}=${shortenSecret(value)}`, shortened: true }]
}

function withAttributes(value: string, attributes: readonly string[]): string {
  const known = attributes
    .map((one) => one.trim())
    .filter((one) => /^(HttpOnly|Secure|SameSite=\w+)$/i.test(one))
  return [value, ...known].join('; ')
}
