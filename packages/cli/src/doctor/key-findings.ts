import type { Examined } from './examine-issuer.js'
import type { Finding } from './finding.js'

type Jwk = Readonly<Record<string, unknown>>

/** The keys: usable ones, those that are skipped and why, and their names. */
export function keyFindings({ saved, skipped }: Examined): readonly Finding[] {
  if (!saved) return [{ name: 'keys', ok: 'skipped', detail: 'there is no key set' }]
  const keys = saved.jwks.keys as readonly Jwk[]
  return [usable(keys), ...skipped.map(({ kid, reason }) => skippedKey(kid, reason)), names(keys)]
}

function usable(keys: readonly Jwk[]): Finding {
  if (keys.length === 0) {
    return {
      name: 'keys',
      ok: false,
      detail: 'no key of the set can verify signatures',
      hint: 'let the issuer publish a public RSA (2048 bits or more), EC or Ed25519 key',
    }
  }
  return { name: 'keys', ok: true, detail: `${keys.length} usable: ${keys.map(described).join('; ')}` }
}

/** Name, algorithm and size, as in `k1 RS256 2048 bits`. */
function described(jwk: Jwk): string {
  const { kid, kty, alg, crv, n } = jwk
  const size = typeof n === 'string' ? `${bitsOf(n)} bits` : crv
  return [kid ?? '(without kid)', kty, alg ?? 'any algorithm of its type', size]
    .filter((text) => typeof text === 'string')
    .map((text) => printable(text))
    .join(' ')
}

function bitsOf(modulus: string): number {
  const octets = Buffer.from(modulus, 'base64url')
  const first = octets.findIndex((octet) => octet !== 0)
  return first === -1 ? 0 : (octets.length - first) * 8 - Math.clz32(octets[first] ?? 0) + 24
}

const skippedKey = (kid: string | undefined, reason: string): Finding => ({
  name: 'skipped key',
  ok: 'warning',
  detail: `${printable(kid ?? '(without kid)')}: ${reason}`,
  hint: 'tokens that are signed with it are refused; keys that are not for signatures are skipped rightly',
})

function names(keys: readonly Jwk[]): Finding {
  const kids = keys.map(({ kid }) => kid)
  const twice = kids.find((kid, at) => kid !== undefined && kids.indexOf(kid) !== at)
  if (typeof twice === 'string') {
    return {
      name: 'kids',
      ok: 'warning',
      detail: `${printable(twice)} names more than one key`,
      hint: 'give each key a name of its own: with one name for several, each of them has to be tried',
    }
  }
  if (kids.includes(undefined) && keys.length > 1) {
    return {
      name: 'kids',
      ok: 'warning',
      detail: 'not every key has a name',
      hint: 'let the issuer name its keys (kid), and name the key in its tokens: otherwise a change of keys is found late',
    }
  }
  return { name: 'kids', ok: true, detail: 'each key has a name of its own' }
}

/** Names come from the issuer: whatever a terminal would obey is shown as it is spelled. */
export function printable(text: string): string {
  const visible = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?')
  return visible.length > 80 ? `${visible.slice(0, 80)}…` : visible
}
