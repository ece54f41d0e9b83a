import { Duplex } from 'node:stream'
import { guardOf, handleOf, type AccessRequirement, type MetadataEndpoint } from '../../src/index.js'
import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, server } = matrix()
const metadataOf = jest.fn<never, [MetadataEndpoint]>()
const handle = handleOf(server, (guard) => guard, metadataOf, jest.fn<never, []>())
const withScope = (scope: string) => ({
  method: 'GET',
  url: '/x',
  headers: { authorization: `Bearer ${issuer.token({ scope })}` } as Record<string, string>,
})

test('the guards of the handle require what they are asked to', async () => {
  const guards = [
    handle.requireScope('read', 'write'),
    handle.requireAccess({ scope: ['read', 'write'] }),
    handle.requireAnyScope('write', 'admin'),
  ]
  for (const guard of guards) {
    expectAccepted(await guard({}, withScope('read write')))
    expectRefused(await guard({}, withScope('read')), 403, 'insufficient_scope')
  }
})

test('a guard that is asked for nothing is not made, or it would let every token through', () => {
  const fault = expect.objectContaining({ name: 'ConfigurationFault' }) as Error
  const requireScope = handle.requireScope as (...scopes: string[]) => unknown
  const requireAnyScope = handle.requireAnyScope as (...scopes: string[]) => unknown
  expect(() => requireScope()).toThrow(fault)
  expect(() => requireAnyScope()).toThrow(fault)
  for (const nothing of [undefined, null, {}, '', false]) {
    expect(() => handle.requireAccess(nothing as AccessRequirement)).toThrow(fault)
    if (nothing !== undefined) expect(() => guardOf(server, nothing as AccessRequirement)).toThrow(fault)
  }
})

test('the handle serves the metadata of its resource server', () => {
  expect(metadataOf).not.toHaveBeenCalled()
  handle.metadata()
  handle.metadata()
  expect(metadataOf.mock.calls).toEqual([[server.metadata()], [server.metadata()]])
})

describe('requests that stay open', () => {
  const socket = () => new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
  const message = (value: string) => ({
    method: 'GET',
    url: '/x',
    rawHeaders: ['Authorization', value],
    headers: {},
  })
  const bearer = (scope = 'read') => `Bearer ${issuer.token({ scope })}`
  const mistake = expect.objectContaining({ name: 'ConfigurationFault', option: 'recheck' }) as Error

  test('the handle decides over upgrades, and again over those that it has let through', async () => {
    const good = message(bearer())
    expectAccepted(await handle.authorizeUpgrade(good, socket(), { scope: ['read'] }))
    expectAccepted(await handle.recheck(good, { scope: ['read'] }))
    expectRefused(await handle.recheck(good, { scope: ['write'] }), 403, 'insufficient_scope')
    const refused = { message: message('Bearer x'), socket: socket() }
    expectRefused(await handle.authorizeUpgrade(refused.message, refused.socket), 401, 'invalid_token')
    expect(refused.socket.writableEnded).toBe(true)
    await expect(handle.recheck(refused.message)).rejects.toThrow(mistake)
  })

  test('a requirement that is none is answered with 500, and rejected', async () => {
    const connection = socket()
    const nothing = {} as AccessRequirement
    await expect(handle.authorizeUpgrade(message(bearer()), connection, nothing)).rejects.toThrow(
      expect.objectContaining({ name: 'ConfigurationFault' }) as Error,
    )
    expect(connection.writableEnded).toBe(true)
  })

  test('a request is looked at as its guard saw it, and by its own resource server alone', async () => {
    const seen = withScope('read')
    expectAccepted(await handle.requireScope('read')(seen, { ...seen, headers: { ...seen.headers } }))
    // What the message says now is not looked at.
    seen.headers.authorization = 'Bearer x'
    expectAccepted(await handle.recheck(seen))
    const other = handleOf(matrix({}, issuer).server, (guard) => guard, metadataOf, jest.fn<never, []>())
    await expect(other.recheck(seen)).rejects.toThrow(mistake)
    await expect(handle.recheck({})).rejects.toThrow(mistake)
  })

  test('an anonymous request stays anonymous, and meets no requirement', async () => {
    const { server } = matrix({ optional: true }, issuer)
    const open = handleOf(server, (guard) => guard, metadataOf, jest.fn<never, []>())
    const anonymous = { method: 'GET', url: '/x', rawHeaders: [], headers: {} }
    expect(await open.authorizeUpgrade(anonymous, socket())).toEqual({ ok: true, token: undefined })
    expect(await open.recheck(anonymous)).toEqual({ ok: true, token: undefined })
    expectRefused(await open.recheck(anonymous, { scope: ['read'] }), 401)
  })

  test('a preflight asks for no other protocol', async () => {
    const { server } = matrix({ passPreflight: true }, issuer)
    const open = handleOf(server, (guard) => guard, metadataOf, jest.fn<never, []>())
    const fields = ['Origin', 'https://app.example', 'Access-Control-Request-Method', 'GET']
    const preflight = { method: 'OPTIONS', url: '/x', rawHeaders: fields, headers: {} }
    expect(await open.authorizeUpgrade({ ...preflight }, socket())).toMatchObject({ ok: true })
    const upgrade = { ...preflight, rawHeaders: [...fields, 'Upgrade', 'websocket'] }
    expectRefused(await open.authorizeUpgrade(upgrade, socket()), 401)
  })
})
