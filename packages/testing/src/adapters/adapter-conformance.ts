import { withoutTokens } from '../matchers/matcher-result.js'
import { Bench } from './bench.js'
import { bodyParserCases } from './cases/body-parser-cases.js'
import { certificateCases } from './cases/certificate-cases.js'
import { challengeCases } from './cases/challenge-cases.js'
import { connectionCases } from './cases/connection-cases.js'
import { credentialCases } from './cases/credential-cases.js'
import { dpopCases } from './cases/dpop-cases.js'
import { guardCases } from './cases/guard-cases.js'
import { logoutCases } from './cases/logout-cases.js'
import { metadataCases } from './cases/metadata-cases.js'
import { misuseCases } from './cases/misuse-cases.js'
import { openRequestCases } from './cases/open-request-cases.js'
import { requirementCases } from './cases/requirement-cases.js'
import { secrecyCases } from './cases/secrecy-cases.js'
import { thrownFaultCases } from './cases/thrown-fault-cases.js'
import { transportCases } from './cases/transport-cases.js'
import { userinfoCases } from './cases/userinfo-cases.js'
import type { Door } from './door.js'

/** One thing that an adapter must do. */
export interface AdapterCheck {
  /** What it is about, for a heading: several checks in a row have the same. */
  readonly chapter: string
  /** What the adapter must do, in words. In front stand the rows of Qalqon's conformance matrix that it holds, such as `6750-2.1-e`. */
  readonly name: string
  /**
   * Starts a server, asks it, and closes it. Rejects when the adapter does something else: with an `AssertionError` that says what
   * was expected and what was found, or with what went wrong on the way. No message holds a whole token.
   */
  readonly run: () => Promise<void>
}

/** Adds a check to a list. */
export type AddCheck = (name: string, run: () => void | Promise<void>) => void

/** Adds the checks of a chapter, which work with a bench. */
type Chapter = <M extends object>(bench: Bench<M>, check: AddCheck) => void

const chapters: Readonly<Record<string, readonly Chapter[]>> = {
  credentials: [credentialCases],
  transports: [transportCases],
  'body parsers': [bodyParserCases],
  challenges: [challengeCases],
  'proofs of possession': [dpopCases],
  'certificates of clients': [certificateCases],
  'faults that a handler throws': [thrownFaultCases],
  guards: [guardCases, requirementCases],
  metadata: [metadataCases],
  'back-channel logouts': [logoutCases],
  misuse: [misuseCases],
  'connections and paths': [connectionCases],
  'secrets and fields of proxies': [secrecyCases],
  userinfo: [userinfoCases],
  'requests that stay open': [openRequestCases],
}

/**
 * Everything that an adapter has to show over HTTP, as a list of named checks. They write requests octet by octet to a socket, since
 * a client library would put in order what an attacker would not.
 *
 * Each check has an issuer and servers of its own, on loopback, and waits for no time to pass. Run them one after the other: some
 * set `NODE_ENV` and take the place of `console` for a moment.
 *
 * What a check holds an adapter to is that it hands the core what was sent, and the client what the core says. It does not look for
 * mistakes of the core itself; those have tests of their own.
 *
 * @example
 * for (const { name, run } of adapterConformance(door)) test(name, run)
 */
export const adapterConformance = <M extends object>(door: Door<M>): AdapterCheck[] =>
  Object.entries(chapters).flatMap(([chapter, parts]) =>
    parts.flatMap((part) =>
      checksOf(part, new Bench(door)).map(({ name }, at) => ({
        chapter,
        name,
        run: async () => {
          const bench = new Bench(door)
          try {
            const check = checksOf(part, bench)[at]
            if (check?.name !== name) throw new Error(`the door has changed since the list was made: ${name}`)
            await check.run()
          } catch (error) {
            throw quiet(error)
          } finally {
            await bench.close()
          }
        },
      })),
    ),
  )

/** The checks of a part of a chapter, all on one bench: whoever runs one makes the list anew. */
function checksOf<M extends object>(
  part: Chapter,
  bench: Bench<M>,
): { name: string; run: () => void | Promise<void> }[] {
  const checks: ReturnType<typeof checksOf> = []
  part(bench, (name, run) => checks.push({ name, run }))
  return checks
}

/** The same error, without tokens: logs of test runs would keep them. */
function quiet(error: unknown): unknown {
  if (!isError(error)) return error
  const { message } = error
  error.message = withoutTokens(message)
  if (error.stack !== undefined) error.stack = error.stack.replace(message, () => error.message)
  // What runners show beside the message of an AssertionError.
  const compared = error as { actual?: unknown; expected?: unknown }
  if ('actual' in compared) compared.actual = withoutTokensIn(compared.actual)
  if ('expected' in compared) compared.expected = withoutTokensIn(compared.expected)
  return error
}

/** Not by its class: where tests run in a context of their own, as with Jest, that of `node:assert` extends another `Error`. */
const isError = (value: unknown): value is Error =>
  typeof value === 'object' && value !== null && typeof (value as Error).message === 'string'

function withoutTokensIn(value: unknown): unknown {
  if (typeof value === 'string') return withoutTokens(value)
  if (Array.isArray(value)) return value.map(withoutTokensIn)
  if (value instanceof Map) return new Map([...value].map(([name, part]) => [name, withoutTokensIn(part)]))
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutTokensIn(part)]))
}
