import { ConfigurationFault, shorten } from '../faults/index.js'
import { expectFetch } from '../http/global-fetch.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import { ResolvedIssuers, type ResolvedIssuerBounds } from '../issuers/resolved-issuers.js'
import { isJsonObject } from '../json-object.js'
import { awaitable, isPromise } from '../maybe-promise.js'
import { copyOfValue, isSameValue } from '../same-value.js'
import { checkNames, numberBetween, optionalFunction, wholeNumberBetween } from '../faults/check-option.js'
import type { IssuerOptions } from './issuer-options.js'
import { issuerAccessNames, readIssuer, type IssuerParts } from './read-issuer.js'
import type { ResourceServerOptions } from './resource-server-options.js'

const names = ['maxIssuers', 'rememberSeconds', 'rememberUnknownSeconds'] as const

/** Reads the option `resolveIssuer`. @throws {ConfigurationFault} */
export function readResolver<C>(
  { resolveIssuer, resolvedIssuers = {}, opaqueTokenIssuer }: ResourceServerOptions<C, boolean>,
  parts: IssuerParts<C>,
): ResolvedIssuers<C> {
  expectFetch(parts.fetch)
  const ask = optionalFunction('resolveIssuer', resolveIssuer) ?? (() => undefined)
  /** What each issuer was made of, so that the same answer leaves it alone. */
  const madeOf = new WeakMap<IssuerPolicy<C>, IssuerOptions>()

  const make = (answer: unknown, iss: string, before: IssuerPolicy<C> | undefined) => {
    // `known.has(iss) && { … }` is false for an issuer that is not known.
    if (answer === undefined || answer === null || answer === false) return undefined
    const options = optionsIn(answer)
    const optionsBefore = before && madeOf.get(before)
    if (isSameValue(optionsBefore, options)) return before
    if (options.issuer !== iss) {
      throw new ConfigurationFault(
        'resolveIssuer',
        `it was asked for ${shorten(iss)} and answered with ${shorten(options.issuer)}; they must be identical`,
      )
    }
    const policy = readIssuer(
      'resolveIssuer()',
      options,
      parts,
      isAskedAlike(optionsBefore, options) ? before : undefined,
    )
    // What the application changes in its own object later is another answer.
    madeOf.set(policy, copyOfValue(options) as IssuerOptions)
    return policy
  }

  return new ResolvedIssuers({
    clock: parts.clock,
    bounds: readBounds(resolvedIssuers, parts),
    selectForOpaque: optionalFunction('opaqueTokenIssuer', opaqueTokenIssuer),
    resolve: (iss, before) => {
      const answer: unknown = awaitable(ask(iss))
      return isPromise(answer) ? answer.then((value) => make(value, iss, before)) : make(answer, iss, before)
    },
  })
}

/** Whether keys and answers are had from an issuer in the same way, however else its options differ: functions may be made anew. */
const isAskedAlike = (before: IssuerOptions | undefined, now: IssuerOptions): boolean =>
  before !== undefined && issuerAccessNames.every((name) => isSameValue(before[name], now[name]))

/** The URL of an issuer stands for its options. What else was returned is not shown: it may hold secrets. */
function optionsIn(answer: unknown): IssuerOptions {
  if (typeof answer === 'string') return { issuer: answer }
  if (!isJsonObject(answer)) {
    const found = Array.isArray(answer) ? 'a list' : `a value of the type ${typeof answer}`
    throw new ConfigurationFault(
      'resolveIssuer',
      `expected the URL of the issuer, or an object with its options, or nothing (undefined, null or false) when it is not accepted; found ${found}`,
    )
  }
  if (answer.issuer === undefined) {
    throw new ConfigurationFault(
      'resolveIssuer',
      'expected the URL of the issuer, or an object with its options; the object has no issuer: write { issuer: iss, … }',
    )
  }
  return answer as unknown as IssuerOptions
}

function readBounds(
  options: unknown,
  { bounds: { timeoutMs, staleLimitSeconds } }: Pick<IssuerParts<unknown>, 'bounds'>,
): ResolvedIssuerBounds {
  if (!isJsonObject(options)) throw new ConfigurationFault('resolvedIssuers', 'expected an object')
  checkNames('resolvedIssuers', options, names)
  const where = (name: (typeof names)[number]) => [`resolvedIssuers.${name}`, options[name]] as const
  return {
    maxIssuers: wholeNumberBetween(...where('maxIssuers'), 1000, 1, 100_000),
    rememberSeconds: numberBetween(...where('rememberSeconds'), 300, 1, 86_400),
    rememberUnknownSeconds: numberBetween(...where('rememberUnknownSeconds'), 60, 1, 86_400),
    timeoutMs,
    staleLimitSeconds,
  }
}
