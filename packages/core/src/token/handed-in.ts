import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'

/**
 * What a function that was handed in returns over the claims of a token, or a part of them; what its types promise is
 * checked, as they do not bind JavaScript.
 *
 * @param option the name of the function in the options, for the log
 * @throws {TokenFault} `claims_rejected` when it throws, or returns a promise or something else than it must
 */
export function handedIn<T, C extends JsonObject = JsonObject>(
  option: string,
  run: (claims: C) => T,
  claims: C,
  fits: (value: T) => boolean = () => true,
): T {
  try {
    const value = run(claims)
    const promised = value instanceof Promise
    // Nobody waits for a promise, so what it says would come too late, and its rejection would end the process.
    if (promised) value.catch(() => undefined)
    if (!promised && fits(value)) return value
    throw new TypeError(`it returned ${promised ? 'a promise' : 'something else than it must'}`)
  } catch (cause) {
    throw new TokenFault(
      'claims_rejected',
      `${option} failed over the claims of the token: ${messageOf(cause)}`,
      { cause },
    )
  }
}

const messageOf = (cause: unknown) => shorten(cause instanceof Error ? cause.message : typeof cause)
