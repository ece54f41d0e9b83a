import { context, trace, type Meter } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { openTelemetryListener } from '../../src/telemetry/opentelemetry.js'
import { ConfigurationFault, type QalqonEvent } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { cold } from '../support/key-sets.js'
import { I } from '../support/matrix.js'
import { memoryMeter, shutDownMeters } from '../support/memory-meter.js'

const spans = new InMemorySpanExporter()
const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(tracing)
})
afterEach(() => spans.reset())
afterAll(async () => {
  await shutDownMeters()
  await tracing.shutdown()
  context.disable()
  trace.disable()
})

/** Runs something as a request is handled, inside a span. */
async function inSpan(run: () => Promise<unknown>) {
  await trace.getTracer('test').startActiveSpan('GET /x', async (span) => {
    await run()
    span.end()
  })
  return spans.getFinishedSpans().at(-1)!
}

test('requests are counted by what came of them', async () => {
  const { meter, measured } = memoryMeter()
  const { get, post, issuer, server } = cold({ onEvent: openTelemetryListener({ meter }) })
  const good = `Bearer ${issuer.token({ scope: 'read' })}`
  await get(good)
  await get(good)
  await post(good)
  await get(`Bearer ${issuer.token({ claims: { iss: 'https://other.example' } })}`)
  server.refuseAnonymous()
  const refused = (code: string, step: string, status: number, more = {}) => ({
    attributes: {
      'qalqon.outcome': 'refused',
      'error.type': code,
      'qalqon.step': step,
      'http.response.status_code': status,
      ...more,
    },
    value: 1,
  })
  const { 'qalqon.requests': requests, ...others } = await measured()
  expect(requests).toEqual([
    { attributes: { 'qalqon.outcome': 'accepted', 'qalqon.issuer': I }, value: 2 },
    refused('insufficient_scope', 'requirement', 403, { 'qalqon.issuer': I }),
    refused('issuer_unknown', 'issuer', 401),
    refused('credentials_missing', 'extract', 401),
  ])
  expect(others['qalqon.key_set.refreshes']).toEqual([{ attributes: { 'qalqon.issuer': I }, value: 1 }])
})

test('an outage of the issuer', async () => {
  const { meter, measured } = memoryMeter()
  const { get, issuer } = cold({ onEvent: openTelemetryListener({ meter }), fetch: canary().fetch })
  await get(`Bearer ${issuer.token()}`)
  const points = await measured()
  const code = 'metadata_unavailable'
  expect(points['qalqon.requests']).toEqual([
    {
      attributes: {
        'qalqon.outcome': 'undecided',
        'qalqon.issuer': I,
        'error.type': code,
        'http.response.status_code': 503,
      },
      value: 1,
    },
  ])
  expect(points['qalqon.key_set.refresh_failures']).toEqual([
    { attributes: { 'qalqon.issuer': I, 'error.type': code, 'qalqon.key_set.serving_on': false }, value: 1 },
  ])
})

test('what else is told is counted too', async () => {
  const { meter, measured } = memoryMeter()
  const listener = openTelemetryListener({ meter })
  listener({ type: 'key_skipped', issuer: I, kid: 'k', reason: 'it is weak' })
  listener({ type: 'configuration_warning', code: 'audience_is_client_id', issuer: I, detail: 'd' })
  const fault = {} as never
  const unanswered = { code: 'introspection_denied', issuer: I, detail: 'd', pauseSeconds: 0, fault } as const
  listener({ type: 'introspection_failed', ...unanswered })
  listener({ type: 'introspection_recovered', issuer: I })
  listener({ type: 'hook_failed', hook: 'onRefusal', cause: new Error('x') })
  const point = (attributes: object) => [{ attributes, value: 1 }]
  expect(await measured()).toMatchObject({
    'qalqon.key_set.skipped_keys': point({ 'qalqon.issuer': I }),
    'qalqon.introspection.failures': point({ 'qalqon.issuer': I, 'error.type': 'introspection_denied' }),
    'qalqon.introspection.recoveries': point({ 'qalqon.issuer': I }),
    'qalqon.warnings': point({ 'qalqon.issuer': I, 'qalqon.warning': 'audience_is_client_id' }),
    'qalqon.hook.failures': point({ 'qalqon.hook': 'onRefusal' }),
  })
})

test('logouts are counted by what came of them, with issuers that are proved alone', async () => {
  const { meter, measured } = memoryMeter()
  const listener = openTelemetryListener({ meter })
  const fault = { issuer: I } as never
  listener({ type: 'logout_accepted', issuer: I, clientId: 'client-1', subject: 'user-1' })
  listener({
    type: 'logout_refused',
    code: 'logout_replayed',
    status: 400,
    detail: '',
    issuer: 'made up',
    fault,
  })
  listener({ type: 'logout_failed', issuer: I, cause: new Error('x') })
  listener({ type: 'logout_undecided', code: 'replay_unavailable', status: 503, detail: '', fault })
  const point = (attributes: object) => ({ attributes, value: 1 })
  expect(await measured()).toMatchObject({
    'qalqon.logouts': [
      point({ 'qalqon.outcome': 'accepted', 'qalqon.issuer': I }),
      point({
        'qalqon.outcome': 'refused',
        'error.type': 'logout_replayed',
        'http.response.status_code': 400,
      }),
      point({ 'qalqon.outcome': 'failed', 'qalqon.issuer': I }),
      point({
        'qalqon.outcome': 'undecided',
        'qalqon.issuer': I,
        'error.type': 'replay_unavailable',
        'http.response.status_code': 503,
      }),
    ],
  })
})

describe('issuers', () => {
  const refusal = (step: string) =>
    ({
      ...{ type: 'request_refused', code: 'token_revoked', step, status: 401, detail: '' },
      fault: { facts: { issuer: 'https://named.example' } },
    }) as unknown as QalqonEvent

  test.each([
    ['structure', undefined],
    ['issuer', undefined],
    ['key', undefined],
    ['signature', undefined],
    ['introspection', 'https://named.example'],
    ['claims', 'https://named.example'],
    ['revocation', 'https://named.example'],
  ])('of a refusal at the step %s: %s', async (step, issuer) => {
    const { meter, measured } = memoryMeter()
    openTelemetryListener({ meter })(refusal(step))
    expect((await measured())['qalqon.requests']![0]!.attributes['qalqon.issuer']).toBe(issuer)
  })

  test('more than a hundred are counted together', async () => {
    const { meter, measured } = memoryMeter()
    const listener = openTelemetryListener({ meter })
    for (let at = 0; at < 150; at++) {
      const issuer = `https://tenant-${at}.example`
      listener({ type: 'token_accepted', issuer, subject: `user-${at}`, clientId: `client-${at}` })
    }
    const points = (await measured())['qalqon.requests']!
    expect(points).toHaveLength(101)
    expect(points.at(-1)).toMatchObject({ attributes: { 'qalqon.issuer': '_OTHER' }, value: 50 })
  })
})

describe('the active span', () => {
  test('of a refused request has the code, the step and an event', async () => {
    const { get, issuer } = cold({ onEvent: openTelemetryListener() })
    const span = await inSpan(() => get(`Bearer ${issuer.expired()}`))
    expect(span.attributes).toMatchObject({
      'qalqon.outcome': 'refused',
      'qalqon.code': 'token_expired',
      'qalqon.step': 'claims',
    })
    expect(span.events.map(({ name }) => name)).toEqual([
      'qalqon.key_set_refreshed',
      'qalqon.request_refused',
    ])
    expect(span.events[1]!.attributes).toMatchObject({ 'error.type': 'token_expired' })
    expect(span.status.code).toBe(0)
  })

  test('of an accepted request has the issuer', async () => {
    const { get, issuer } = cold({ onEvent: openTelemetryListener() })
    const span = await inSpan(() => get(`Bearer ${issuer.token({ scope: 'read' })}`))
    expect(span.attributes).toEqual({ 'qalqon.outcome': 'accepted', 'qalqon.issuer': I })
  })

  test('is left alone on demand', async () => {
    const { get, issuer } = cold({ onEvent: openTelemetryListener({ spans: false }) })
    const span = await inSpan(() => get(`Bearer ${issuer.expired()}`))
    expect([span.attributes, span.events]).toEqual([{}, []])
  })

  test('need not be there', async () => {
    const { get, issuer } = cold({ onEvent: openTelemetryListener() })
    await get(`Bearer ${issuer.expired()}`)
    expect(spans.getFinishedSpans()).toEqual([])
  })
})

test('no metric and no span holds a subject, a client, a token, or a part of it that could be used', async () => {
  const { meter, measured } = memoryMeter()
  const { get, post, issuer } = cold({ onEvent: openTelemetryListener({ meter }) })
  const subject = 'a-subject-that-names-alice'
  const tokens = [
    issuer.token({ scope: 'read', subject }),
    issuer.expired(),
    issuer.signedByStranger(),
    issuer.idToken(),
    issuer.token({ header: { kid: 'unknown-key' } }),
    issuer.token({ claims: { iss: 'https://other.example' } }),
    'an-opaque-token-of-some-length',
  ]
  for (const token of tokens) {
    await inSpan(() => get(`Bearer ${token}`))
    await inSpan(() => post(`Bearer ${token}`))
  }
  const told = spans.getFinishedSpans().map(({ attributes, events }) => ({ attributes, events }))
  const text = JSON.stringify([await measured(), told])
  expect(text).toContain('signature_invalid')
  const secrets = [
    subject,
    'client-1',
    'unknown-key',
    'other.example',
    ...tokens.flatMap((token) => token.split('.')),
  ]
  for (const secret of secrets) expect(text).not.toContain(secret)
})

test('it never throws', () => {
  const broken = () => {
    throw new Error('the exporter is broken')
  }
  const meter = { createCounter: () => ({ add: broken }) } as unknown as Meter
  const listener = openTelemetryListener({ meter })
  expect(listener({ type: 'hook_failed', hook: 'onRefusal', cause: undefined })).toBeUndefined()
})

test('an option that does not exist is a mistake', () => {
  expect(() => openTelemetryListener({ span: true } as object)).toThrow(ConfigurationFault)
  expect(() => openTelemetryListener({ spans: 'no' } as object)).toThrow('openTelemetryListener.spans')
})
