import { checkNames } from '../check-names.js'
import { internalUrls } from './internal-addresses.js'
import { shortened, verdict, withoutTokens, type MatcherResult } from './matcher-result.js'
import { readAnswer } from './received-answer.js'

/** What an answer must not hold beside what is always looked for. */
export interface LeakExpectation {
  /**
   * The tokens and proofs of the request.
   * @default those in `Authorization` and `DPoP` of the request; a `Response` of `fetch` does not know its request and needs them named
   */
  readonly tokens?: readonly string[] | undefined
  /** Texts of the inside: the URL of the key set, the name of a host, a path, a secret. @default none */
  readonly internal?: readonly string[] | undefined
  /** URLs that clients know although they look internal, with all below them, as those of an API on loopback. @default none */
  readonly publicUrls?: readonly string[] | undefined
}

const optionNames = ['tokens', 'internal', 'publicUrls'] as const satisfies readonly (keyof LeakExpectation)[]

/** So short a text stands in an answer by chance. */
const shortestTold = 8
/** Nor is every short segment of a JWT its own. */
const shortestSegment = 16

const stackFrames = [
  /\bat [^\n]{0,200}?(?:\.[cm]?[jt]sx?(?:\?[^\s:)]{0,200})?|node:[\w/.-]{1,100}):\d+:\d+/,
  /@[^\s"]{1,200}\.[cm]?[jt]sx?(?:\?[^\s:)]{0,200})?:\d+:\d+/,
]
const networkError = /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b/

/**
 * Looks into the fields and the body of an answer, of whatever status, for
 * - the tokens and proofs of the request, whole, or one segment of a JWT of at least 16 characters; also percent-encoded and as JSON
 *   writes them,
 * - a frame of a JavaScript stack trace,
 * - URLs of files, data stores, loopback, private addresses and internal names, and the codes of network errors of Node,
 * - the texts of `internal`.
 *
 * It sees what stands there in plain text: nothing compressed or encoded otherwise, and no claim of a token that is repeated.
 *
 * @throws {TypeError} when tokens must be named and are not, or a named text is shorter than 8 characters
 */
export async function toLeakNothing(
  received: unknown,
  expectation: LeakExpectation = {},
): Promise<MatcherResult> {
  checkNames('toLeakNothing()', expectation, optionNames)
  const { internal = [], publicUrls = [] } = expectation
  const answer = readAnswer(received)
  const tokens = expectation.tokens ?? answer.sent
  if (!tokens)
    throw new TypeError('toLeakNothing(): this answer does not know its request: name tokens, or [] for none')
  const short = [...(expectation.tokens ?? []), ...internal].some((text) => text.length < shortestTold)
  if (short) throw new TypeError(`toLeakNothing(): expected texts of at least ${shortestTold} characters`)

  const places: [string, string][] = [...answer.fields].map(([name, value]) => [`the field ${name}`, value])
  places.push(['the body', await answer.body()])
  const leaks = places.flatMap(([place, text]) =>
    [
      ...tokens
        .filter((token) => holdsToken(text, token))
        .map((token) => `a token of the request, ${shortened(token)}`),
      ...stackFrames
        .flatMap((frame) => frame.exec(text)?.[0] ?? [])
        .map((frame) => `a stack trace, "${frame}"`),
      ...internalUrls(text, publicUrls).map((url) => `an internal URL, ${withoutUserinfo(url)}`),
      ...(networkError.exec(text) ?? []).map((code) => `a network error, ${code}`),
      ...internal.filter((each) => text.includes(each)).map((each) => `what is internal, ${shortened(each)}`),
    ].map((leak) => `${leak} in ${place}`),
  )
  return verdict(
    leaks.length === 0,
    'an answer that leaks nothing',
    leaks.length === 0 ? 'none of it' : withoutTokens(leaks.join('\n  and '), tokens),
  )
}

function holdsToken(text: string, token: string): boolean {
  if (token.length < shortestTold) return false
  const segments = token.split('.').filter((segment) => segment.length >= shortestSegment)
  return [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1), ...segments].some((form) =>
    text.includes(form),
  )
}

/** A URL of a data store holds its password. */
const withoutUserinfo = (url: string) => url.replace(/\/\/[^/@]*@/, '//…@')
