import { shortenText, TokenFault } from '../faults/index.js'
import { listOf } from '../faults/compare-urls.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import { accessTokenIn, repeatedIn } from './access-token-parameter.js'
import { checkTokenGrammar } from './extract-token.js'
import type { FormBody } from './form-body.js'
import { formOf } from './form-of.js'
import { fieldLines, type ResourceRequest } from './resource-request.js'

/** The methods whose content has a meaning. GET and HEAD never have a form. @see RFC 9110 §9.3 */
const methodsWithContent: readonly string[] = ['POST', 'PUT', 'PATCH']

const notAscii = /[^\0-\x7f]/

/**
 * Whether the body of a request is looked at: the method gives it a meaning, and it says that it is a form.
 *
 * @throws {TokenFault} `credentials_malformed` (400) when it says so beside other things.
 */
export function mayHaveForm(request: Pick<ResourceRequest, 'method' | 'headers'>): boolean {
  if (!methodsWithContent.includes(request.method) || !saysForm(request)) return false
  const { length } = fieldLines(request, 'content-type')
  if (length === 1) return true
  // Which of them counts, others decide otherwise.
  throw new TokenFault('credentials_malformed', `the request has ${length} Content-Type fields`)
}

/** Why the form that a request says it has is not looked at, for the log; nothing where it is, or there is none. */
export function whyFormIsUnread(request: ResourceRequest): string | undefined {
  const { method } = request
  if (methodsWithContent.includes(method) || !saysForm(request)) return undefined
  return `forms of ${shortenText(method)} are not read, only those of ${listOf(methodsWithContent)}`
}

const saysForm = (request: Pick<ResourceRequest, 'headers'>): boolean =>
  fieldLines(request, 'content-type').some(
    (type) => type.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded',
  )

/**
 * The token in the form of a request.
 *
 * @throws {TokenFault} `credentials_repeated` or `credentials_malformed` (400), as rejections where the body is read first
 * @throws {ConfigurationFault} when there is no way to the body
 * @see RFC 6750 §2.2
 */
export function formToken(request: ResourceRequest): MaybePromise<string | undefined> {
  const read = known.get(request) ?? after(formOf(request, 'bearerMethods'), tokenIn)
  known.set(request, read)
  return read
}

/** A body can be read once, and a request that stays open is decided over again. */
const known = new WeakMap<ResourceRequest, MaybePromise<string | undefined>>()

function tokenIn(form: FormBody | undefined): string | undefined {
  if (form === undefined) return undefined
  return typeof form === 'string' ? tokenOfText(form) : tokenOfParsed(form)
}

/** What else stands in a form is the handler's affair, unless the form carries a token: then it must be ASCII. */
function tokenOfText(form: string): string | undefined {
  const token = accessTokenIn(form, 'the form body')
  if (token !== undefined && notAscii.test(form)) {
    throw new TokenFault('credentials_malformed', 'the form body that carries the token is not ASCII')
  }
  return token
}

/** The raw text was for the body parser to check. */
function tokenOfParsed(form: Readonly<Record<string, unknown>>): string | undefined {
  const value = Object.hasOwn(form, 'access_token') ? form.access_token : undefined
  if (value === undefined) return undefined
  if (Array.isArray(value)) throw repeatedIn('the form body')
  const token = typeof value === 'string' ? value : ''
  checkTokenGrammar(token, 'the parameter access_token in the form body')
  return token
}
