import { part } from '../../support/crafted-token.js'
import { issuer, tenants, type BrokenSetup } from './broken-setup.js'

const jwe = (header: object) => [part(header), '', part('iv'), part('ciphertext'), part('tag')].join('.')

/** Setups in which what comes is no JWT that can be read. */
export const credentialSetups: readonly BrokenSetup[] = [
  {
    name: 'the client of Auth0 sent no audience, and got an encrypted token',
    token: () => jwe({ alg: 'dir', enc: 'A256GCM', iss: 'https://tenant.eu.auth0.com/' }),
    code: 'token_encrypted',
    cause: /encrypted for the issuer itself, as Auth0 does when the client names no API/,
    mend: /send audience with the identifier of this API/,
  },
  {
    name: 'the client named no API, and got an opaque token',
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaque token/,
    mend: /name this one when it asks \(resource, or audience at Auth0\)/,
  },
  {
    name: 'the client builds the field before it has a token',
    token: () => 'undefined',
    code: 'token_malformed',
    cause: /a word stands there in the place of the token/,
    mend: /before it had one/,
  },
  {
    name: 'a column is too short for the token',
    token: () => issuer.token().slice(0, 100),
    code: 'token_malformed',
    cause: /begins as a JWT does and was cut/,
    mend: /copy the whole of it/,
  },
  {
    name: 'a file is read with the quotes around the token',
    token: () => `"${issuer.token()}"`,
    code: 'credentials_malformed',
    cause: /stands in quotes/,
    mend: /send it without them/,
  },
  {
    name: 'tenants with introspection, and nothing names the issuer of an opaque token',
    options: tenants,
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaque token/,
    mend: /set opaqueTokenIssuer/,
  },
  {
    name: 'the function that names the issuer of an opaque token names none',
    options: { ...tenants, opaqueTokenIssuer: () => undefined },
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaqueTokenIssuer named none for this request/,
    mend: /let it return the issuer/,
  },
  {
    name: 'that function names none, where the issuers stand in the options',
    options: { issuer: issuer.introspectionOptions.issuer, opaqueTokenIssuer: () => undefined },
    token: () => 'zZ3dq8mN0sVt',
    code: 'token_malformed',
    cause: /opaqueTokenIssuer named none for this request/,
    mend: /let it return the issuer/,
  },
]
