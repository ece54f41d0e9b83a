import { signToken, type Signer } from '../test/support/signers.js'
import type { Random } from './random.js'

/** A key with tokens that it has signed beforehand: to sign is what costs most. */
export interface Source {
  readonly signer: Signer
  readonly tokens: readonly string[]
}

/** One change of a token. It can be applied again, to find the fewest that are needed. */
export interface Step {
  readonly kind: string
  apply(token: string): string
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value))

const payloads = [{}, { sub: 'a"b\\c' }, { sub: 'é', list: [1, { x: null }] }].map(json)

/** Tokens of a signer: good ones, and such as are signed and odd. */
export function sourceOf(signer: Signer): Source {
  const headers = oddHeaders(signer.algorithm)
  const good = payloads.map((payload) => signToken(json({ alg: signer.algorithm }), payload, signer))
  const odd = headers.map((header, at) =>
    signToken(header, payloads[at % payloads.length] ?? json({}), signer),
  )
  const oddPayloads = ['\u{feff}{}', '{"a":1,"a":2}', '[]', ' {}', '{"__proto__":{"alg":"none"}}'].map(
    (text) => signToken(json({ alg: signer.algorithm }), Buffer.from(text), signer),
  )
  return { signer, tokens: [...good, ...good, ...good, ...odd, ...oddPayloads] }
}

function oddHeaders(alg: string): Buffer[] {
  const members = [
    { typ: 'at+jwt' },
    { typ: 'Application/AT+JWT', kid: 'k' },
    { typ: 'JWT' },
    { crit: ['b64'], b64: true },
    { b64: false },
    { cty: 'JWT' },
    { kid: 1 },
    { x: { y: ['"', '\\'] } },
  ].map((more) => json({ alg, ...more }))
  const algorithms = ['none', 'HS256', 'RS1', alg.toLowerCase(), '', 1, null].map((other) =>
    json({ alg: other }),
  )
  const texts = [`{"alg":"none","alg":"${alg}"}`, `\u{feff}{"alg":"${alg}"}`, ` { "\\u0061lg" : "${alg}" }\n`]
  return [...members, ...algorithms, ...texts.map((text) => Buffer.from(text))]
}

const characters = ['A', 'B', 'g', 'w', '-', '_', '.', '=', '+', '/', ' ', '\n', '\0', 'é', '%', '']
const partNames = ['header', 'payload', 'signature'] as const

/** A change that is chosen at random. */
export function stepFor({ tokens }: Source, others: readonly Source[], random: Random): Step {
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return flip(random.below(3), random.below(1 << 16))
    case 3:
      return edit(random.below(1 << 16), random.below(3), random.of(characters))
    case 4:
      return resize(random.below(5) - 2, random.below(256))
    case 5:
      return replace('signature of random octets', random.octets(random.below(300)))
    case 6:
      return splice('part of another token', random.below(3), random.of(tokens))
    default:
      return splice('part of a token of another key', random.below(3), random.of(random.of(others).tokens))
  }
}

/** Another bit in a part. */
function flip(part: number, bit: number): Step {
  return {
    kind: `bit of the ${partNames[part] ?? ''}`,
    apply: (token) =>
      withPart(token, part, (text) => {
        const octets = Buffer.from(text, 'base64url')
        const at = (bit >> 3) % Math.max(octets.length, 1)
        const octet = octets[at]
        if (octet !== undefined) octets[at] = octet ^ (1 << (bit & 7))
        return octets.toString('base64url')
      }),
  }
}

/** Other characters in the text. */
function edit(place: number, cut: number, insert: string): Step {
  return {
    kind: 'characters',
    apply(token) {
      const at = place % (token.length + 1)
      return token.slice(0, at) + insert + token.slice(at + cut)
    },
  }
}

/** Octets before or behind the signature, or fewer. */
function resize(change: number, octet: number): Step {
  return {
    kind: 'length of the signature',
    apply: (token) =>
      withPart(token, 2, (text) => {
        const octets = Buffer.from(text, 'base64url')
        const more = Buffer.alloc(Math.max(change, 0), octet & 1 ? 0 : octet)
        const kept =
          octet & 2
            ? octets.subarray(Math.max(-change, 0))
            : octets.subarray(0, octets.length + Math.min(change, 0))
        return Buffer.concat(octet & 2 ? [more, kept] : [kept, more]).toString('base64url')
      }),
  }
}

const replace = (kind: string, signature: Buffer): Step => ({
  kind,
  apply: (token) => withPart(token, 2, () => signature.toString('base64url')),
})

const splice = (kind: string, part: number, from: string): Step => ({
  kind,
  apply: (token) => withPart(token, part, () => from.split('.')[part] ?? ''),
})

function withPart(token: string, at: number, change: (text: string) => string): string {
  const parts = token.split('.')
  const text = parts[at]
  if (text !== undefined) parts[at] = change(text)
  return parts.join('.')
}
