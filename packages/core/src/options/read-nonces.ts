import { Nonces } from '../dpop/nonces.js'
import { checkNames, numberBetween } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { DpopNonceOptions } from './dpop-options.js'

const names = ['keys', 'lifetimeSeconds'] as const satisfies readonly (keyof DpopNonceOptions)[]
const leastKeyBytes = 32

/** What makes nonces; nothing where none are asked for. No error tells a key. @throws {ConfigurationFault} */
export function readNonces(nonces: unknown = false): Nonces | undefined {
  if (nonces === false) return undefined
  const options = nonces === true ? {} : nonces
  if (!isJsonObject(options)) {
    throw new ConfigurationFault('dpop.nonces', 'expected true, false, or an object with keys')
  }
  checkNames('dpop.nonces', options, names)
  const { keys, lifetimeSeconds } = options as DpopNonceOptions
  return new Nonces(
    'keys' in options ? readKeys(keys) : [crypto.getRandomValues(new Uint8Array(leastKeyBytes))],
    numberBetween('dpop.nonces.lifetimeSeconds', lifetimeSeconds, 120, 10, 3600),
  )
}

function readKeys(keys: unknown): readonly Uint8Array[] {
  const list = Array.isArray(keys) ? keys.map(octetsOf) : []
  if (list.length > 0 && list.every((key) => key !== undefined && key.length >= leastKeyBytes)) {
    return list as Uint8Array[]
  }
  throw new ConfigurationFault(
    'dpop.nonces.keys',
    `expected a list of secrets, each a random text or octets of at least ${leastKeyBytes} bytes`,
  )
}

/** A copy, so that the key stays what it is. */
function octetsOf(key: unknown): Uint8Array | undefined {
  if (typeof key === 'string') return new TextEncoder().encode(key)
  return key instanceof Uint8Array ? Uint8Array.from(key) : undefined
}
