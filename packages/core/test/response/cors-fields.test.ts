import { corsFields } from '../../src/index.js'

test('9449-7.1-e: a browser may send a proof, and sees the challenge and the nonce', () => {
  expect(corsFields.allowed).toEqual(expect.arrayContaining(['Authorization', 'DPoP']))
  expect(corsFields.exposed).toEqual(expect.arrayContaining(['WWW-Authenticate', 'DPoP-Nonce']))
  expect(Object.isFrozen(corsFields.allowed) && Object.isFrozen(corsFields.exposed)).toBe(true)
})
