import { Duplex } from 'node:stream'
import { guardOf, handleOf, type AccessRequirement, type MetadataEndpoint } from '../../src/index.js'
import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, server } = matrix()
const metadataOf = jest.fn<never, [MetadataEndpoint]>()
const handle = handleOf(server, (guard) => guard, metadataOf)
const withScope = (scope: string) => ({
  method: 'GET',
  url: '/x',
  headers: { authorization: `Bearer ${issuer.token({ scope })}` },
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

test('the handle decides over upgrades, and over requests that are still open', async () => {
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
  const message = (value: string) => ({
    method: 'GET',
    url: '/x',
    rawHeaders: ['Authorization', value],
    headers: {},
  })
  const good = message(`Bearer ${issuer.token({ scope: 'read' })}`)
  const outcome = await handle.authorizeUpgrade(good, socket, { scope: ['read'] })
  const token = expectAccepted(outcome) as Parameters<typeof handle.recheck>[0]
  expectAccepted(await handle.recheck(token, good, { scope: ['read'] }))
  expectRefused(await handle.recheck(token, good, { scope: ['write'] }), 403, 'insufficient_scope')
  expectRefused(await handle.authorizeUpgrade(message('Bearer x'), socket), 401, 'invalid_token')
  expect(socket.writableEnded).toBe(true)
})
