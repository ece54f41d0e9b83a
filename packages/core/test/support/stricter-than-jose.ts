import { isUtf8 } from 'node:buffer'
import { parseReferenceJson } from './reference-json.js'

type Members = Readonly<Record<string, unknown>>

/** A token as somebody would take it apart who has not read the sources. */
interface Parts {
  readonly texts: readonly string[]
  readonly headerOctets: Buffer
  readonly payloadOctets: Buffer
  readonly header: Members
  readonly repeatedInHeader: boolean
  readonly repeatedInPayload: boolean
  readonly signature: Buffer
  /** The types that the kind of token may have, in lower case. */
  readonly types: readonly string[]
  /** The length of the modulus of the key, for an RSA key. */
  readonly modulusBytes: number | undefined
}

/** A rule that refuses more than jose does: a row of the conformance matrix, or the section of a standard. */
interface StricterRow {
  readonly row: string
  readonly what: string
  readonly applies: (parts: Parts) => boolean
}

const accessTokenTypes = ['at+jwt', 'application/at+jwt']
const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

/** Each of the rows by which a token is refused that jose takes. There is no other reason. */
export const stricterRows: readonly StricterRow[] = [
  {
    row: '7515-5.2-b',
    what: 'a part that is not base64url in its one canonical spelling',
    applies: ({ texts }) =>
      texts.some((text) => Buffer.from(text, 'base64url').toString('base64url') !== text),
  },
  {
    row: '7515-5.2-c',
    what: 'a header that is not UTF-8, or begins with a byte order mark',
    applies: ({ headerOctets }) => isNotPlainUtf8(headerOctets),
  },
  {
    row: '7519-7.2-a',
    what: 'a payload that is not UTF-8, or begins with a byte order mark',
    applies: ({ payloadOctets }) => isNotPlainUtf8(payloadOctets),
  },
  {
    row: '7515-10.12-a',
    what: 'a member of the header that is named twice',
    applies: ({ repeatedInHeader }) => repeatedInHeader,
  },
  {
    row: '7519-4-a',
    what: 'a claim that is named twice',
    applies: ({ repeatedInPayload }) => repeatedInPayload,
  },
  {
    row: '7515-4.1.9-a',
    what: 'a type that is not that of the kind of token',
    applies: ({ header: { typ }, types }) => typ !== undefined && !types.includes(lower(typ) as string),
  },
  {
    row: '7515-4.1.11-a',
    what: 'a header that makes an extension compulsory, also one that jose knows',
    applies: ({ header: { crit } }) => crit !== undefined,
  },
  {
    row: '7797-7-a',
    what: 'a b64 that is not true',
    applies: ({ header: { b64 } }) => b64 !== undefined && b64 !== true,
  },
  {
    row: '7519-7.2-b',
    what: 'a JWT in the JWT',
    applies: ({ header: { cty } }) => ['jwt', 'application/jwt'].includes(lower(cty) as string),
  },
  {
    row: '8725-3.10-a',
    what: 'a kid that is no text',
    applies: ({ header: { kid } }) => kid !== undefined && typeof kid !== 'string',
  },
  {
    row: '8017-8.1.2',
    what: 'an RSA signature that is not as long as the modulus: OpenSSL takes one of PSS without its leading zeros',
    applies: ({ signature, modulusBytes }) => modulusBytes !== undefined && signature.length !== modulusBytes,
  },
]

/** The row by which a token that jose takes must be refused all the same, if there is one. */
export function stricterRow(
  token: string,
  jwk: Members,
  types: readonly string[] = accessTokenTypes,
): string | undefined {
  const parts = takeApart(token, jwk, types)
  const found = stricterRows.find(({ applies }) => applies(parts))
  return found && `${found.row}: ${found.what}`
}

function takeApart(token: string, { n }: Members, types: readonly string[]): Parts {
  const texts = token.split('.')
  const [headerOctets, payloadOctets, signature] = texts.map((text) => Buffer.from(text, 'base64url'))
  const header = parseReferenceJson(textOf(headerOctets!))
  return {
    texts,
    headerOctets: headerOctets!,
    payloadOctets: payloadOctets!,
    header: header.value as Members,
    repeatedInHeader: header.repeated,
    repeatedInPayload: parseReferenceJson(textOf(payloadOctets!)).repeated,
    signature: signature!,
    types,
    modulusBytes: typeof n === 'string' ? withoutZeros(Buffer.from(n, 'base64url')).length : undefined,
  }
}

const withoutZeros = (octets: Buffer) => Buffer.from(octets.toString('hex').replace(/^(00)+/, ''), 'hex')

/** As jose reads them: without a byte order mark. */
const textOf = (octets: Buffer) => new TextDecoder().decode(octets)

const isNotPlainUtf8 = (octets: Buffer) => !isUtf8(octets) || octets.subarray(0, 3).equals(byteOrderMark)
const byteOrderMark = Buffer.from('\u{feff}')
