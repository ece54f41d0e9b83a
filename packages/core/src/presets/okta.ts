import { ConfigurationFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import { scopesIn, scopesOfScopeClaim } from '../token/scopes.js'
import { idTokenMark } from '../token/token-profile.js'
import { ofPreset } from '../token/preset-mark.js'
import { checkPresetOptions, hostName } from './preset-options.js'

/** What `okta` needs to know. */
export interface OktaOptions {
  /** The domain of the organization, such as `example.okta.com`, or its custom domain; not the one with `-admin`. */
  readonly domain: string
  /** The id of the custom authorization server, such as `aus1a2b3c4d5e6f7g8h9`. Default `default`. */
  readonly authorizationServerId?: string
}

/**
 * The issuer object of a custom authorization server of Okta, for `issuer` or `issuers`.
 *
 * Scopes stand in `scp`, as a list, and the client in `cid`; a token without `cid`, or with a mark of ID tokens, is no
 * access token. What the introspection endpoint answers has `scope` and `client_id` instead. Tokens of the client credentials grant speak for a client (`sub` is `cid`). Signatures are RS256. It does
 * not cover the organization's own authorization server (`https://example.okta.com` without a path), whose access tokens
 * are for Okta alone.
 *
 * @throws {ConfigurationFault} naming the option that is at fault
 * @see {@link https://developer.okta.com/docs/concepts/auth-servers/}
 * @example
 * resourceServer({ issuer: okta({ domain: 'example.okta.com' }), audience: 'api://default' })
 */
export function okta(options: OktaOptions): IssuerOptions {
  checkPresetOptions('okta', options, ['domain', 'authorizationServerId'])
  const domain = hostName('okta.domain', options.domain, 'example.okta.com')
  if (/-admin\.(okta|oktapreview|okta-emea)\.com$/.test(domain)) {
    throw new ConfigurationFault(
      'okta.domain',
      `${domain} is the domain of the Admin Console; leave out -admin`,
    )
  }
  return ofPreset('okta', {
    issuer: `https://${domain}/oauth2/${serverId(options.authorizationServerId)}`,
    algorithms: ['RS256'],
    tokenProfile: 'plain-jwt',
    scopeFrom: (claims) => (isAnswer(claims) ? scopesOfScopeClaim(claims) : scopesOfToken(claims)),
    dialect: { notAccessToken, clientId: ({ cid, client_id }) => (cid ?? client_id) as string | undefined },
  })
}

const scopesOfToken = scopesIn('scp')

/** Whether these are the words of the introspection endpoint: a token itself names its client in `cid`. */
const isAnswer = ({ cid }: JsonObject) => cid === undefined

function serverId(id: unknown = 'default'): string {
  if (typeof id === 'string' && /^[A-Za-z\d]+$/.test(id)) return id
  throw new ConfigurationFault(
    'okta.authorizationServerId',
    "expected the last part of its Issuer URI, such as 'default' or aus1a2b3c4d5e6f7g8h9",
  )
}

function notAccessToken(claims: JsonObject): string | undefined {
  const namesClient = typeof claims.cid === 'string'
  return idTokenMark(claims) ?? (namesClient ? undefined : 'cid: the access tokens of Okta name their client')
}
