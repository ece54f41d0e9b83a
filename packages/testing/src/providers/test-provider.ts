import { auth0, auth0Rfc9068 } from './auth0.js'
import { cognito } from './cognito.js'
import { entraV1, entraV2 } from './entra.js'
import { keycloak } from './keycloak.js'
import { okta } from './okta.js'
import { type Provider, standard } from './provider.js'

/** A provider whose tokens a test issuer can issue. */
export type TestProvider = (typeof testProviders)[number]

/** All of {@link TestProvider}, for tests that run once for each. */
export const testProviders = [
  'auth0',
  'auth0-rfc9068',
  'cognito',
  'entra-v1',
  'entra-v2',
  'keycloak',
  'okta',
] as const

const providers: Readonly<Record<TestProvider, Provider>> = {
  auth0,
  'auth0-rfc9068': auth0Rfc9068,
  cognito,
  'entra-v1': entraV1,
  'entra-v2': entraV2,
  keycloak,
  okta,
}

/** @throws {TypeError} when there is no such provider */
export function providerOf(name: TestProvider | undefined): Provider {
  if (name === undefined) return standard
  if (Object.hasOwn(providers, name)) return providers[name]
  throw new TypeError(`provider: '${name as string}' is not one of ${testProviders.join(', ')}`)
}
