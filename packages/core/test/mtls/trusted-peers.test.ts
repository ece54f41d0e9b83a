import { once } from 'node:events'
import { createServer } from 'node:http'
import { BlockList, isIPv6, type AddressInfo } from 'node:net'
import type { ConfigurationFault } from '../../src/index.js'
import { fromIncomingMessage, resourceServer } from '../../src/index.js'
import { isAddress, trustingAsked } from '../../src/mtls/trusted-peers.js'
import { quickIssuer } from '../support/key-sets.js'

const issuer = quickIssuer()
const build = (certificateFrom: object) =>
  resourceServer({ ...issuer.options, mtls: { certificateFrom } } as Parameters<typeof resourceServer>[0])

test.each(['10.0.0.1', '0.0.0.0', '255.255.255.255', '::1', '2001:db8::1', '::ffff:10.0.0.1'])(
  '%s is an address',
  (text) => {
    expect(isAddress(text)).toBe(true)
    build({ trustedPeers: [text] })
  },
)

test.each([
  '10.0.0.0/8',
  '*',
  'proxy.internal',
  '10.0.0.1:443',
  '10.0.0',
  '256.0.0.1',
  '10.0.0.1.',
  '[::1]',
  '::1/128',
  '',
  7,
  undefined,
])('%p is none, and the fault names it and the mend', (text) => {
  expect(isAddress(text)).toBe(false)
  expect(() => build({ trustedPeers: ['10.0.0.1', text] })).toThrow(
    expect.objectContaining({
      option: 'mtls.certificateFrom.trustedPeers',
      message: expect.stringMatching(
        /is not the IP address of a machine; for a network, hand in a function/,
      ) as string,
    }) as ConfigurationFault,
  )
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no list')
    },
  ],
  ['promises', () => Promise.resolve(true)],
  ['rejects', () => Promise.reject(new Error('no list'))],
  ['says something else', () => 'yes'],
])('a function that %s trusts nobody, and the failure is known', (_what, asked) => {
  expect(trustingAsked(asked)('10.0.0.1')).toEqual({ failed: expect.any(Error) as Error })
})

test.each<[string, unknown]>([
  ['addresses', ['127.0.0.1']],
  ['a network', (address = '') => loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')],
])(
  'a server that listens on IPv6 too, which sees ::ffff:127.0.0.1, knows its proxy by %s',
  async (_what, trustedPeers) => {
    const api = build({ trustedPeers })
    const codes: unknown[] = []
    const server = createServer((message, response) => {
      void Promise.resolve(api.authorize(fromIncomingMessage(message))).then((outcome) => {
        codes.push(outcome.ok || outcome.fault.code)
        response.end()
      })
    }).listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const claims = { cnf: { 'x5t#S256': 'A'.repeat(43) } }
    const headers = { authorization: `Bearer ${issuer.token({ claims })}`, 'client-cert': ':AAAA:' }
    await fetch(`http://127.0.0.1:${port}/`, { headers })
    server.close()
    // The certificate is another one, so the field was believed.
    expect(codes).toEqual(['certificate_mismatch'])
  },
)

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')

test('a source that is not looked at', () => {
  expect(() =>
    resourceServer({ ...issuer.options, mtls: { use: 'off', certificateFrom: { trustedPeers: ['::1'] } } }),
  ).toThrow(/mtls\.certificateFrom: has no effect/)
})
