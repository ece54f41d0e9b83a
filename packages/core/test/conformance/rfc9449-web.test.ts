import { engine } from '#engine'
import { octets } from '#octets'

// The same requirements where there is nothing of Node: signatures by jose, digests by WebCrypto.
jest.mock('#engine', () => jest.requireActual<object>('../../src/engine/jose-engine.js'))
jest.mock('#octets', () => jest.requireActual<object>('../../src/octets/web-octets.js'))

import './rfc9449.test.js'
import './rfc9449-nonce.test.js'
import './rfc9449-presentation.test.js'
import './rfc9449-replay.test.js'
import './rfc9449-target.test.js'

test('these run without the parts for Node', () => {
  expect(octets).toBe(jest.requireActual<{ octets: unknown }>('../../src/octets/web-octets.js').octets)
  expect(engine).toBe(jest.requireActual<{ engine: unknown }>('../../src/engine/jose-engine.js').engine)
})
