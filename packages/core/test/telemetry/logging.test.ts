import { Writable } from 'node:stream'
import pino from 'pino'
import { logEventsTo, type EventLogger } from '../../src/telemetry/logging.js'
import type { QalqonEvent } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { cold } from '../support/key-sets.js'
import { logoutBench } from '../support/logout.js'
import { I } from '../support/matrix.js'

/** A real pino, and the lines that it wrote. */
function memoryLog() {
  const written: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString())
      done()
    },
  })
  const logger = pino({ level: 'trace', base: null, timestamp: false }, stream)
  const lines = () =>
    written.map((line) => JSON.parse(line) as Record<string, unknown> & { level: number; msg: string })
  return { logger, written, lines }
}

const labelOf = (level: number) => pino.levels.labels[level]

test('pino: one flat line for each event, at its level', async () => {
  const { logger, lines } = memoryLog()
  const { get, issuer } = cold({ onEvent: logEventsTo(logger) })
  await get(`Bearer ${issuer.token({ scope: 'read' })}`)
  await get(`Bearer ${issuer.expired()}`)
  const [refreshed, accepted, met, refused] = lines()
  expect(labelOf(refreshed!.level)).toBe('debug')
  expect(refreshed).toMatchObject({
    event: 'key_set_refreshed',
    issuer: I,
    keys: 1,
    msg: 'key set refreshed',
  })
  expect(labelOf(accepted!.level)).toBe('debug')
  expect(accepted).toEqual({
    level: 20,
    event: 'token_accepted',
    issuer: I,
    clientId: 'client-1',
    msg: 'token accepted',
  })
  expect(met).toMatchObject({ level: 20, event: 'requirement_met', requirement: '{"scope":["read"]}' })
  for (const line of lines()) for (const value of Object.values(line)) expect(typeof value).not.toBe('object')
  expect(labelOf(refused!.level)).toBe('info')
  expect(refused).toMatchObject({
    event: 'request_refused',
    code: 'token_expired',
    step: 'claims',
    status: 401,
    detail: expect.stringContaining('exp'),
    msg: 'request refused: token_expired',
  })
})

test('an issuer that is away is an error', async () => {
  const { logger, lines } = memoryLog()
  const { get, issuer } = cold({ onEvent: logEventsTo(logger), fetch: canary().fetch })
  await get(`Bearer ${issuer.token()}`)
  expect(lines().map(({ level, event }) => [labelOf(level), event])).toEqual([
    ['error', 'key_set_refresh_failed'],
    ['error', 'request_undecided'],
  ])
})

test('a logout is told without its subject and its session, and one that failed with what it threw', async () => {
  const { logger, lines, written } = memoryLog()
  const onEvent = logEventsTo(logger)
  const bench = logoutBench({ onEvent })
  await bench.post({ subject: 'a-person', sid: 'the-session' })
  await bench.post({ claims: { exp: 1 } })
  await logoutBench({ onEvent, onLogout: () => Promise.reject(new Error('no database')) }).post()
  const told = lines().filter(({ event }) => String(event).startsWith('logout'))
  expect(told).toMatchObject([
    { event: 'logout_accepted', issuer: I, clientId: 'client-1', msg: 'logout accepted' },
    { event: 'logout_refused', code: 'token_expired', status: 400, issuer: I },
    { event: 'logout_failed', issuer: I, err: { message: 'no database' }, msg: 'logout failed' },
  ])
  expect(written.join('')).not.toMatch(/a-person|the-session/)
})

describe('levels', () => {
  const fault = {} as never
  test.each<[string, QalqonEvent]>([
    ['debug', { type: 'token_accepted', issuer: I, subject: 's', clientId: undefined }],
    ['debug', { type: 'requirement_met', issuer: I, subject: 's', clientId: undefined, requirement: {} }],
    ['info', { ...refused(), fault }],
    ['error', { type: 'request_undecided', code: 'key_set_invalid', status: 503, detail: '', fault }],
    ['debug', { type: 'key_set_refreshed', issuer: I, keys: 1, freshUntil: 1 }],
    ['warn', { ...failed(), servingOn: true }],
    ['error', { ...failed(), servingOn: false }],
    ['warn', { type: 'key_skipped', issuer: I, kid: 'k', reason: 'it is weak' }],
    ['warn', { ...unanswered(), pauseSeconds: 0 }],
    ['warn', { ...unanswered(), pauseSeconds: 4 }],
    ['info', { type: 'introspection_recovered', issuer: I }],
    ['warn', { type: 'configuration_warning', code: 'audience_is_client_id', issuer: I, detail: '' }],
    ['error', { type: 'hook_failed', hook: 'onRefusal', cause: new Error('x') }],
    ['info', { type: 'logout_accepted', issuer: I, clientId: 'c', subject: 's' }],
    ['info', { type: 'logout_refused', code: 'logout_replayed', status: 400, detail: '', fault }],
    ['error', { type: 'logout_failed', issuer: I, cause: new Error('x') }],
    ['error', { type: 'logout_undecided', code: 'replay_unavailable', status: 503, detail: '', fault }],
  ])('%s: %j', (level, event) => {
    const calls: string[] = []
    const note = (name: string) => () => calls.push(name)
    const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
    logEventsTo(logger satisfies EventLogger)(event)
    expect(calls).toEqual([level])
  })
})

function refused() {
  const unknown = {
    hint: undefined,
    issuer: undefined,
    kid: undefined,
    expected: undefined,
    actual: undefined,
  }
  return {
    type: 'request_refused',
    code: 'id_token',
    step: 'claims',
    status: 401,
    detail: '',
    ...unknown,
  } as const
}

function failed() {
  const fault = {} as never
  return { type: 'key_set_refresh_failed', issuer: I, code: 'key_set_invalid', detail: '', fault } as const
}

function unanswered() {
  const fault = {} as never
  const code = 'introspection_unavailable' as const
  return { type: 'introspection_failed', issuer: I, code, detail: '', fault } as const
}

test('a question about a token that was not answered: for how long the issuer is left alone', () => {
  const { logger, lines } = memoryLog()
  logEventsTo(logger)({ ...unanswered(), detail: 'd', pauseSeconds: 4 })
  expect(lines()).toMatchObject([
    { event: 'introspection_failed', code: 'introspection_unavailable', issuer: I, pauseSeconds: 4 },
  ])
})

test('members that only some events have are there, and none that is not known', () => {
  const { logger, lines } = memoryLog()
  const event = {
    ...{ type: 'request_refused', code: 'audience_mismatch', step: 'claims', status: 401, detail: 'd' },
    ...{ hint: 'h', issuer: I, kid: 'k', expected: 'e', actual: 'a', fault: { token: 'secret' }, other: 'x' },
  }
  logEventsTo(logger)(event as unknown as QalqonEvent)
  const { level, msg, ...fields } = lines()[0]!
  expect([labelOf(level), msg]).toEqual(['info', 'request refused: audience_mismatch'])
  expect(fields).toEqual({
    event: 'request_refused',
    ...{ code: 'audience_mismatch', step: 'claims', status: 401, detail: 'd', hint: 'h' },
    ...{ issuer: I, kid: 'k', expected: 'e', actual: 'a' },
  })
})

test('a hook that failed: what it threw', () => {
  const { logger, lines } = memoryLog()
  logEventsTo(logger)({ type: 'hook_failed', hook: 'onRefusal', cause: new Error('no template') })
  expect(lines()).toMatchObject([{ hook: 'onRefusal', err: { message: 'no template' } }])
})

test.each<[unknown, RegExp]>([
  [undefined, /expected a logger, an object with the methods debug, info, warn and error$/],
  [null, /expected a logger/],
  ['console', /expected a logger/],
  [{}, /lacks debug, info, warn and error$/],
  [{ info: () => undefined }, /lacks debug, warn and error$/],
  [{ ...console, warn: 1 }, /lacks warn$/],
])('%p is no logger, which is told at the start', (logger, message) => {
  expect(() => logEventsTo(logger as EventLogger)).toThrow(
    expect.objectContaining({
      name: 'ConfigurationFault',
      option: 'logEventsTo',
      message: expect.stringMatching(message) as string,
    }) as Error,
  )
})

test('console will do', () => {
  const info = jest.spyOn(console, 'info').mockImplementation(() => undefined)
  const { server } = cold({ onEvent: logEventsTo(console) })
  server.refuseAnonymous()
  expect(info.mock.calls).toEqual([
    [
      expect.objectContaining({ event: 'request_refused', code: 'credentials_missing' }),
      'request refused: credentials_missing',
    ],
  ])
  info.mockRestore()
})

test('no line holds a subject, a token, or a part of it that could be used', async () => {
  const { logger, written } = memoryLog()
  const { get, post, issuer } = cold({ onEvent: logEventsTo(logger) })
  const subject = 'a-subject-that-names-alice'
  const good = issuer.token({ scope: 'read', subject })
  const tokens = [
    good,
    issuer.expired(),
    issuer.signedByStranger(),
    issuer.idToken(),
    issuer.token({ header: { kid: 'unknown-key' } }),
    issuer.token({ claims: { iss: 'https://other.example' } }),
    `${good}=`,
    'an-opaque-token-of-some-length',
  ]
  for (const token of tokens) {
    await get(`Bearer ${token}`)
    await post(`Bearer ${token}`)
  }
  expect(written.length).toBeGreaterThan(2 * tokens.length)
  const text = written.join('')
  for (const part of [subject, ...tokens.flatMap((token) => token.split('.'))])
    expect(text).not.toContain(part)
})
