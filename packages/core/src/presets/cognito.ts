import { ConfigurationFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import { rolesIn } from '../token/roles.js'
import { ofPreset } from '../token/preset-mark.js'
import { checkPresetOptions, choice, textList } from './preset-options.js'

/** What `cognito` needs to know. */
export interface CognitoOptions {
  /** The id of the user pool, such as `eu-central-1_AbCdEfGhI`. */
  readonly userPoolId: string
  /** The region of the user pool, such as `eu-central-1`. Default: the part of `userPoolId` before the underscore. */
  readonly region?: string
  /**
   * The app clients that may call the API without naming it. Cognito puts an audience (`aud`) into an access token only
   * when the client asked for it by resource binding; by default none does, and the client (`client_id`) is all that tells
   * for whom a token is. **Any token of these clients then opens the API**: require scopes of the API's own resource
   * server. Default: none; then each token must name the audience.
   */
  readonly clientIds?: readonly string[]
  /**
   * The issuer configuration of the pool: `original` (`cognito-idp.…`) or `updated` (`issuer-cognito-idp.…`), which pools
   * with multi-Region replication have. Default `original`, as the default is at Cognito.
   */
  readonly issuerType?: 'original' | 'updated'
}

/**
 * The issuer object of an Amazon Cognito user pool, for `issuer` or `issuers`.
 *
 * Cognito marks its tokens in `token_use`, and only `access` is accepted. Scopes stand in `scope`, as
 * `resource-server/scope`, and roles are the groups of the user (`cognito:groups`). Tokens of the client credentials grant speak for a client (`sub` is `client_id`). Signatures
 * are RS256. It does not cover identity pools, whose tokens are for AWS.
 *
 * @throws {ConfigurationFault} naming the option that is at fault
 * @see {@link https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html}
 * @example
 * const issuer = cognito({ userPoolId: 'eu-central-1_AbCdEfGhI', clientIds: ['1h57kf5cpq17m0eml12EXAMPLE'] })
 * resourceServer({ issuer, audience: 'https://api.example.com' })
 */
export function cognito(options: CognitoOptions): IssuerOptions {
  checkPresetOptions('cognito', options, ['userPoolId', 'region', 'clientIds', 'issuerType'])
  const { userPoolId, clientIds } = options
  const region = regionOf(userPoolId)
  if (options.region !== undefined && options.region !== region) {
    throw new ConfigurationFault('cognito.region', `the user pool ${userPoolId} is in ${region}`)
  }
  const host = choice('cognito.issuerType', options.issuerType, ['original', 'updated'])
  const service = host === 'original' ? 'cognito-idp' : 'issuer-cognito-idp'
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return ofPreset('cognito', {
    issuer: `https://${service}.${region}.${domain}/${userPoolId}`,
    algorithms: ['RS256'],
    tokenProfile: 'plain-jwt',
    ...(clientIds !== undefined && {
      clientsWithoutAudience: textList('cognito.clientIds', clientIds, 'the ids of app clients'),
    }),
    rolesFrom: rolesIn('cognito:groups'),
    dialect: { notAccessToken },
  })
}

function regionOf(userPoolId: unknown): string {
  const match =
    typeof userPoolId === 'string' ? /^([a-z]+(?:-[a-z]+)+-\d+)_[A-Za-z\d]+$/.exec(userPoolId) : null
  if (match?.[1] !== undefined) return match[1]
  throw new ConfigurationFault(
    'cognito.userPoolId',
    'expected the id of a user pool such as eu-central-1_AbCdEfGhI (not its name or ARN)',
  )
}

function notAccessToken({ token_use: use }: JsonObject): string | undefined {
  if (use === 'access') return undefined
  return `token_use: expected access, found ${typeof use === 'string' ? use : typeof use}`
}
