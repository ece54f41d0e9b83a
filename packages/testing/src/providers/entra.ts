import { randomBytes, randomUUID } from 'node:crypto'
import { content, type Issuance, type MakeToken, type TokenOptions } from '../token-claims.js'
import type { Provider } from './provider.js'
import { scopeList, scopeText } from './scopes.js'

const tenant = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'
const api = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const client = '75dbe77f-10a3-4e59-85fd-8c127544f17c'
const directoryUser = '690222be-ff1a-4d56-abd1-7e4f7d38e474'
const pairwiseUser = 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ'
const servicePrincipal = '0e1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b'

/** The tenant stands in the path of the issuer. */
const tenantOf = (issuer: string) => new URL(issuer).pathname.split('/')[1] ?? tenant

function common({ issuer, now }: Issuance, { expiresInSeconds = 300 }: TokenOptions, ver: '1.0' | '2.0') {
  const iat = Math.floor(now)
  return {
    iss: issuer,
    iat,
    nbf: iat,
    exp: iat + expiresInSeconds,
    rh: `1.${randomBytes(12).toString('base64url')}.`,
    tid: tenantOf(issuer),
    uti: randomBytes(16).toString('base64url'),
    ver,
  }
}

/** v1 tokens name the key twice. */
const v1Header = ({ key }: Issuance) => ({ typ: 'JWT', x5t: key.kid })

const user = { oid: directoryUser, name: 'Alice' }

const v1Idtoken: MakeToken = (issuance, options = {}) => {
  const { subject = pairwiseUser, clientId = client } = options
  return content(issuance, options, v1Header(issuance), {
    aud: options.audience ?? clientId,
    ...common(issuance, options, '1.0'),
    amr: ['pwd'],
    ...user,
    nonce: randomUUID(),
    sub: subject,
    unique_name: 'alice@example.com',
    upn: 'alice@example.com',
  })
}

/**
 * v1.0 access tokens: those of an API whose manifest says so, or nothing. The app roles of a client credentials token are
 * what a test asks for as scopes.
 *
 * @see {@link https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference}
 */
export const entraV1: Provider = {
  issuer: `https://sts.windows.net/${tenant}/`,
  audience: `api://${api}`,
  algorithm: 'RS256',
  jwksUri: (issuer) => `${endpoints(issuer)}/${tenantOf(issuer)}/discovery/keys`,
  accessToken: (issuance, options = {}) => {
    const { subject = pairwiseUser, clientId = client } = options
    return content(issuance, options, v1Header(issuance), {
      aud: options.audience ?? issuance.audience,
      ...common(issuance, options, '1.0'),
      acr: '1',
      aio: 'AXQAi/8IAAAAEXAMPLE',
      amr: ['pwd'],
      appid: clientId,
      appidacr: '0',
      ipaddr: '203.0.113.7',
      ...user,
      scp: scopeText(options, ['access_as_user']),
      sub: subject,
      unique_name: 'alice@example.com',
      upn: 'alice@example.com',
    })
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { subject = servicePrincipal, clientId = client } = options
    return content(issuance, options, v1Header(issuance), {
      aud: options.audience ?? issuance.audience,
      ...common(issuance, options, '1.0'),
      aio: 'E2ZgYEXAMPLE',
      appid: clientId,
      appidacr: '1',
      idp: issuance.issuer,
      oid: subject,
      roles: scopeList(options, ['access_as_application']),
      sub: subject,
    })
  },
  idToken: v1Idtoken,
}

/** Where the endpoints are that belong to an issuer of v1 tokens; on loopback they are at the issuer itself. */
function endpoints(issuer: string): string {
  const { origin, host } = new URL(issuer)
  if (host === 'sts.windows.net') return 'https://login.microsoftonline.com'
  return host === 'sts.chinacloudapi.cn' ? 'https://login.partner.microsoftonline.cn' : origin
}

/** v2.0 access tokens: those of an API whose manifest says 2. */
export const entraV2: Provider = {
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
  audience: api,
  algorithm: 'RS256',
  jwksUri: (issuer) => `${new URL(issuer).origin}/${tenantOf(issuer)}/discovery/v2.0/keys`,
  accessToken: (issuance, options = {}) => {
    const { subject = pairwiseUser, clientId = client } = options
    return content(issuance, options, 'JWT', {
      aud: options.audience ?? issuance.audience,
      ...common(issuance, options, '2.0'),
      aio: 'AXQAi/8IAAAAEXAMPLE',
      azp: clientId,
      azpacr: '0',
      ...user,
      preferred_username: 'alice@example.com',
      scp: scopeText(options, ['access_as_user']),
      sub: subject,
    })
  },
  clientCredentialsToken: (issuance, options = {}) => {
    const { subject = servicePrincipal, clientId = client } = options
    return content(issuance, options, 'JWT', {
      aud: options.audience ?? issuance.audience,
      ...common(issuance, options, '2.0'),
      aio: 'E2ZgYEXAMPLE',
      azp: clientId,
      azpacr: '1',
      oid: subject,
      roles: scopeList(options, ['access_as_application']),
      sub: subject,
    })
  },
  idToken: (issuance, options = {}) => {
    const { subject = pairwiseUser, clientId = client } = options
    return content(issuance, options, 'JWT', {
      aud: options.audience ?? clientId,
      ...common(issuance, options, '2.0'),
      ...user,
      nonce: randomUUID(),
      preferred_username: 'alice@example.com',
      sub: subject,
    })
  },
}
