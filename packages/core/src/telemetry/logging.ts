import { ConfigurationFault } from '../faults/index.js'
import { listOf } from '../faults/compare-urls.js'
import type { EventListener, QalqonEvent } from '../events/qalqon-event.js'

/** A logger that takes an object and a text, in this order, as pino and bunyan do, and `console` too. */
export interface EventLogger {
  debug(fields: object, message: string): unknown
  info(fields: object, message: string): unknown
  warn(fields: object, message: string): unknown
  error(fields: object, message: string): unknown
}

type Level = keyof EventLogger

const methods: readonly Level[] = ['debug', 'info', 'warn', 'error']

const levels: Readonly<Record<Exclude<QalqonEvent['type'], 'key_set_refresh_failed'>, Level>> = {
  token_accepted: 'debug',
  requirement_met: 'debug',
  key_set_refreshed: 'debug',
  request_refused: 'info',
  request_undecided: 'error',
  key_skipped: 'warn',
  introspection_failed: 'warn',
  introspection_recovered: 'info',
  configuration_warning: 'warn',
  hook_failed: 'error',
  logout_accepted: 'info',
  logout_refused: 'info',
  logout_failed: 'error',
  logout_undecided: 'error',
}

/** What of an event goes into the log, where it has it. The `subject` names a person, and is left out. */
const logged = [
  'code',
  'step',
  'status',
  'detail',
  'hint',
  'issuer',
  'clientId',
  'kid',
  'expected',
  'actual',
  'reason',
  'keys',
  'freshUntil',
  'servingOn',
  'pauseSeconds',
  'hook',
] as const

/**
 * Makes a listener that writes each event as one line: a flat object with `event` (its type), `code`, `step`, `status`,
 * `detail`, `issuer` and whatever else it has, and a short text. Accepted tokens and refreshed key sets are `debug`,
 * refusals and logouts `info`, what works and should be looked at `warn`, and what needs somebody `error`.
 *
 * A line holds no token and no subject. `detail`, `kid` and, in a refusal before the signature was verified, `issuer` can
 * hold shortened values of a token that nobody has verified. A `requirement` is JSON in a text. Of a hook, or a logout, that
 * failed, `err` is what it threw.
 *
 * @throws {ConfigurationFault} when the logger lacks one of its methods.
 * @example
 * resourceServer({ issuer, audience, onEvent: logEventsTo(pino()) })
 */
export function logEventsTo(logger: EventLogger): EventListener {
  checkLogger(logger)
  return (event) => {
    logger[levelOf(event)](fieldsOf(event), messageOf(event))
  }
}

/** What a listener throws is dropped, so a logger that is none would never be noticed later. */
function checkLogger(logger: unknown): void {
  const expected = `expected a logger, an object with the methods ${listOf(methods)}`
  if ((typeof logger !== 'object' || logger === null) && typeof logger !== 'function')
    throw new ConfigurationFault('logEventsTo', expected)
  const missing = methods.filter((name) => typeof (logger as Partial<EventLogger>)[name] !== 'function')
  if (missing.length === 0) return
  throw new ConfigurationFault('logEventsTo', `${expected}; this one lacks ${listOf(missing)}`)
}

function levelOf(event: QalqonEvent): Level {
  if (event.type === 'key_set_refresh_failed') return event.servingOn ? 'warn' : 'error'
  return levels[event.type]
}

function fieldsOf(event: QalqonEvent): object {
  const members: Readonly<Record<string, unknown>> = { ...event }
  const fields: Record<string, unknown> = { event: event.type }
  for (const name of logged) if (members[name] !== undefined) fields[name] = members[name]
  if (event.type === 'requirement_met') fields.requirement = JSON.stringify(event.requirement)
  if (event.type === 'hook_failed' || event.type === 'logout_failed') fields.err = event.cause
  return fields
}

function messageOf(event: QalqonEvent): string {
  const what = event.type.replaceAll('_', ' ')
  return 'code' in event ? `${what}: ${event.code}` : what
}
