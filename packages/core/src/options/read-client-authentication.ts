import { ConfigurationFault } from '../faults/index.js'
import {
  clientSecretBasic,
  clientSecretPost,
  type ClientAuthentication,
} from '../introspection/client-authentication.js'
import { privateKeyJwt } from '../introspection/private-key-jwt.js'
import { readPrivateKey } from '../introspection/private-key.js'
import type { IntrospectionOptions } from './introspection-options.js'

/**
 * How this API proves to an issuer who it is, out of the options of introspection. No error tells a secret or a key.
 *
 * @throws {ConfigurationFault}
 */
export function readClientAuthentication(
  where: string,
  options: IntrospectionOptions,
  issuer: string,
): ClientAuthentication {
  const { clientSecret, privateKey } = options
  readText(`${where}.clientId`, options.clientId, 'the identifier of this API as a client of the issuer')
  if (clientSecret !== undefined && privateKey === undefined) return withSecret(where, options)
  if (privateKey !== undefined && clientSecret === undefined) return withKey(where, options, issuer)
  const problem =
    privateKey === undefined ? 'neither it nor privateKey is set' : 'both it and privateKey are set'
  throw new ConfigurationFault(`${where}.clientSecret`, `${problem}; expected one of them`)
}

function withSecret(where: string, options: IntrospectionOptions): ClientAuthentication {
  const { clientId, authentication = 'client_secret_basic', assertionAudience } = options
  const secret = readText(
    `${where}.clientSecret`,
    options.clientSecret,
    'the secret of this API at the issuer',
  )
  if (assertionAudience !== undefined) {
    throw new ConfigurationFault(`${where}.assertionAudience`, 'has no effect without privateKey')
  }
  if (authentication === 'client_secret_basic') return clientSecretBasic(clientId, secret)
  if (authentication === 'client_secret_post') return clientSecretPost(clientId, secret)
  throw new ConfigurationFault(
    `${where}.authentication`,
    "with clientSecret, expected 'client_secret_basic' or 'client_secret_post'",
  )
}

function withKey(where: string, options: IntrospectionOptions, issuer: string): ClientAuthentication {
  const { clientId, authentication = 'private_key_jwt', assertionAudience: audience } = options
  if (authentication !== 'private_key_jwt') {
    throw new ConfigurationFault(`${where}.authentication`, "with privateKey, expected 'private_key_jwt'")
  }
  if (audience !== undefined) readText(`${where}.assertionAudience`, audience, 'what the issuer wants as aud')
  // The type says that all of the updated rules are kept, the one about the audience among them.
  const type = audience === undefined ? 'client-authentication+jwt' : undefined
  const key = readPrivateKey(`${where}.privateKey`, options.privateKey)
  return privateKeyJwt({ clientId, audience: audience ?? issuer, type }, key)
}

function readText(option: string, value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new ConfigurationFault(option, `expected ${what}`)
}
