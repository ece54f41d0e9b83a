import { randomUUID } from 'node:crypto'

/** The name of the API under test. */
export const audience = 'https://api.example.com'

/** The scope that the route asks for. */
export const requiredScope = 'files.read'

/** What differs from a good access token. */
export interface TokenChanges {
  readonly issuer?: string
  readonly audience?: string
  readonly type?: string
  readonly scope?: string
  /** Negative: it has expired. */
  readonly livesSeconds?: number
  /** Binds the token to a key, so that nobody may present it as a plain bearer token. */
  readonly confirmation?: object
  /** Writes `sub` twice, with two values. */
  readonly repeatsSubject?: boolean
}

const weekSeconds = 7 * 24 * 3600
/** Longer than the longest age of keys to which a part of the benchmarks moves the clock. */
const defaultLifeSeconds = 2 * weekSeconds

/** The payload of an access token of RFC 9068, as JSON: what an authorization server puts in on an ordinary day. */
export function payloadText(issuer: string, changes: TokenChanges = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const lives = changes.livesSeconds ?? defaultLifeSeconds
  const text = JSON.stringify({
    iss: changes.issuer ?? issuer,
    aud: changes.audience ?? audience,
    sub: '5be86359-073c-434b-ad2d-a3932222dabe',
    client_id: 's6BhdRkqt3',
    // An expired token was good once.
    iat: lives > 0 ? now - 1 : now + lives - 60,
    exp: now + lives,
    jti: randomUUID(),
    scope: changes.scope ?? 'openid profile email files.read files.write',
    sid: '08a5019c-17e1-4977-8f42-65a12843ea02',
    tenant: 'example-industries',
    roles: ['reader', 'editor'],
    ...(changes.confirmation && { cnf: changes.confirmation }),
  })
  return changes.repeatsSubject ? text.replace('{', '{"sub":"somebody-else",') : text
}
