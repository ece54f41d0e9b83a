import { takeApart } from './jwt.js'
import { plainText, shortenSecret } from './shorten.js'
import type { Field, ShownToken } from './step.js'
import { shownUrl } from './address.js'

type Rule = 'plain' | 'url' | 'secret' | 'token'

/** The parameters and members of answers that are shown. What is not named here is not shown, a password least of all. */
const rules: Readonly<Record<string, Rule>> = {
  // Requests (RFC 6749, 7636, 8707, 9126; OpenID Connect Core, RP-Initiated Logout)
  client_id: 'plain',
  response_type: 'plain',
  response_mode: 'plain',
  redirect_uri: 'url',
  scope: 'plain',
  resource: 'url',
  state: 'secret',
  nonce: 'secret',
  code: 'secret',
  code_challenge: 'secret',
  code_challenge_method: 'plain',
  code_verifier: 'secret',
  client_secret: 'secret',
  grant_type: 'plain',
  prompt: 'plain',
  max_age: 'plain',
  acr_values: 'plain',
  login_hint: 'plain',
  ui_locales: 'plain',
  request_uri: 'secret',
  token: 'token',
  token_type_hint: 'plain',
  id_token_hint: 'token',
  logout_token: 'token',
  post_logout_redirect_uri: 'url',
  // Answers
  access_token: 'token',
  id_token: 'token',
  refresh_token: 'secret',
  token_type: 'plain',
  expires_in: 'plain',
  active: 'plain',
  iss: 'plain',
  sub: 'plain',
  name: 'plain',
  email: 'plain',
  email_verified: 'plain',
  error: 'plain',
  error_description: 'plain',
  // Problem details (RFC 9457)
  type: 'plain',
  title: 'plain',
  status: 'plain',
  detail: 'plain',
}

/** What may be shown of parameters: the values, and the tokens among them taken apart. */
export interface Shown {
  readonly fields: readonly Field[]
  readonly tokens: readonly ShownToken[]
}

const mostFields = 40

/** Shows what may be shown of a query, a form or a JSON object, in its order. */
export function shownParameters(entries: Iterable<readonly [string, unknown]>): Shown {
  const fields: Field[] = []
  const tokens: ShownToken[] = []
  for (const [name, value] of entries) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined || value === undefined || value === null || fields.length >= mostFields) continue
    for (const one of (Array.isArray(value) ? value : [value]).slice(0, 5)) {
      const text = typeof one === 'object' ? '' : String(one)
      const token = rule === 'token' ? takeApart(name, text) : undefined
      if (token) tokens.push(token)
      fields.push(shownValue(name, text, rule))
    }
  }
  return { fields, tokens }
}

function shownValue(name: string, text: string, rule: Rule): Field {
  if (rule === 'plain') return { name, value: plainText(text) }
  if (rule === 'url') return { name, value: shownUrl(text) }
  return { name, value: shortenSecret(text), shortened: true }
}
