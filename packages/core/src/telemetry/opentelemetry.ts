import { metrics, trace, type Attributes, type Meter } from '@opentelemetry/api'
import type { Step } from '../faults/index.js'
import { checkNames, flag } from '../faults/check-option.js'
import type { EventListener, QalqonEvent } from '../events/qalqon-event.js'
import { boundedIssuers } from './bounded-issuers.js'

export { observeStats } from './observe-stats.js'

/** How events are told to OpenTelemetry. */
export interface OpenTelemetryListenerOptions {
  /**
   * Makes the counters.
   *
   * @default `@qalqon/core` of the global meter provider, which must be registered before
   */
  readonly meter?: Meter
  /**
   * Whether the active span is told too.
   *
   * @default `true`
   */
  readonly spans?: boolean
}

/** The steps at which the issuer of a token is known: its key has verified the signature, or it was asked about the token. */
const issuerKnown: ReadonlySet<Step> = new Set([
  'introspection',
  'claims',
  'confirmation',
  'revocation',
  'requirement',
])

/**
 * Makes a listener that counts events, and tells the active span what came of its request.
 *
 * Attributes are few and of few values: codes, steps, statuses, and issuers that were proved (the first 100, then
 * `_OTHER`). Nothing of a token that was not verified, no subject and no client ever becomes one. It never throws.
 *
 * @throws {ConfigurationFault} over an option that does not exist.
 * @example
 * resourceServer({ issuer, audience, onEvent: openTelemetryListener() })
 */
export function openTelemetryListener(options: OpenTelemetryListenerOptions = {}): EventListener {
  checkNames('openTelemetryListener', options, ['meter', 'spans'])
  const spans = options.spans === undefined || flag('openTelemetryListener.spans', options.spans)
  const count = counterOf(options.meter ?? metrics.getMeter('@qalqon/core'))
  const bounded = boundedIssuers()
  return (event) => {
    try {
      const attributes = attributesOf(event, bounded)
      count(event, attributes)
      if (spans) tellSpan(event, attributes)
    } catch {
      // Telling must not change what is decided.
    }
  }
}

function counterOf(meter: Meter): (event: QalqonEvent, attributes: Attributes) => void {
  const make = (name: string, description: string, unit: string) =>
    meter.createCounter(name, { description, unit })
  const requests = make('qalqon.requests', 'Requests by what came of them', '{request}')
  const logouts = make('qalqon.logouts', 'Logout requests by what came of them', '{logout}')
  const counters = {
    token_accepted: requests,
    request_refused: requests,
    request_undecided: requests,
    key_set_refreshed: make('qalqon.key_set.refreshes', 'Key sets that were fetched', '{refresh}'),
    key_set_refresh_failed: make(
      'qalqon.key_set.refresh_failures',
      'Key sets that could not be fetched',
      '{failure}',
    ),
    key_skipped: make('qalqon.key_set.skipped_keys', 'Published keys that cannot be used', '{key}'),
    introspection_failed: make(
      'qalqon.introspection.failures',
      'Issuers that could not be asked about a token',
      '{failure}',
    ),
    introspection_recovered: make(
      'qalqon.introspection.recoveries',
      'Issuers that answer again',
      '{recovery}',
    ),
    configuration_warning: make('qalqon.warnings', 'What works, and should be looked at', '{warning}'),
    hook_failed: make('qalqon.hook.failures', 'Functions handed in that threw', '{failure}'),
    logout_accepted: logouts,
    logout_refused: logouts,
    logout_failed: logouts,
    logout_undecided: logouts,
  }
  return (event, attributes) => {
    if (event.type !== 'requirement_met') counters[event.type].add(1, attributes)
  }
}

function attributesOf(event: QalqonEvent, bounded: (issuer: string) => string): Attributes {
  const attributes: Attributes = {}
  const outcome = outcomes[event.type]
  if (outcome !== undefined) attributes['qalqon.outcome'] = outcome
  const issuer = provedIssuer(event)
  if (issuer !== undefined) attributes['qalqon.issuer'] = bounded(issuer)
  if (event.type === 'configuration_warning') attributes['qalqon.warning'] = event.code
  else if ('code' in event) attributes['error.type'] = event.code
  if ('step' in event) attributes['qalqon.step'] = event.step
  if ('status' in event) attributes['http.response.status_code'] = event.status
  if ('servingOn' in event) attributes['qalqon.key_set.serving_on'] = event.servingOn
  if ('hook' in event) attributes['qalqon.hook'] = event.hook
  return attributes
}

const outcomes: Partial<Record<QalqonEvent['type'], string>> = {
  token_accepted: 'accepted',
  request_refused: 'refused',
  request_undecided: 'undecided',
  logout_accepted: 'accepted',
  logout_refused: 'refused',
  logout_failed: 'failed',
  logout_undecided: 'undecided',
}

/** An issuer that was configured or proved; never one that a token only names. */
function provedIssuer(event: QalqonEvent): string | undefined {
  switch (event.type) {
    case 'request_refused':
      return issuerKnown.has(event.step) ? event.fault.facts.issuer : undefined
    case 'request_undecided':
    case 'logout_undecided':
      return event.fault.issuer
    case 'hook_failed':
    case 'logout_refused':
      return undefined
    default:
      return event.issuer
  }
}

/** The span of the request learns what came of it; anything else is an event on whichever span is active. */
function tellSpan(event: QalqonEvent, attributes: Attributes): void {
  const span = trace.getActiveSpan()
  if (!span?.isRecording()) return
  // Its request was told and counted by `token_accepted`.
  if (event.type === 'requirement_met') return
  span.addEvent(`qalqon.${event.type}`, attributes)
  // The status belongs to the instrumentation of HTTP, and so does error.type of a span: it means a failure of the server.
  for (const name of ['qalqon.outcome', 'qalqon.step', 'qalqon.issuer']) {
    const value = attributes[name]
    if (value !== undefined && 'qalqon.outcome' in attributes) span.setAttribute(name, value)
  }
  if ('status' in event) span.setAttribute('qalqon.code', event.code)
}
