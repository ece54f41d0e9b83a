import { ConfigurationFault } from '../faults/index.js'
import { issuerProblem } from '../keys/issuer-url.js'
import type { AccessTokenShape } from '../token/build-access-token.js'
import { clientReading, type TokenDialect } from '../token/token-dialect.js'
import { markedPlainJwt, tokenProfiles, type TokenProfile } from '../token/token-profile.js'
import { isJsonObject } from '../json-object.js'
import { checkNames, flag, optionalFunction } from '../faults/check-option.js'
import type { IssuerOptions } from './issuer-options.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { AlgorithmChoice } from './profile.js'
import { presetOf } from '../token/preset-mark.js'
import { readAlgorithms } from './read-algorithms.js'
import { readDialect } from './read-dialect.js'
import { readIntrospection } from './read-introspection.js'
import { readKeys, type KeyParts } from './read-keys.js'
import { readMetadata } from './read-metadata.js'
import { readMissingAudience } from './read-missing-audience.js'

/** What all issuers of a resource server share. */
export interface IssuerParts<C> extends KeyParts {
  readonly algorithms: AlgorithmChoice
  readonly shape: Omit<AccessTokenShape<C>, 'client'>
}

/** The options that belong to one issuer. */
export const issuerOptionNames = [
  'issuer',
  'jwksUri',
  'jwks',
  'metadata',
  'introspection',
  'algorithms',
  'tokenProfile',
  'scopeFrom',
  'rolesFrom',
  'dialect',
  'clientsWithoutAudience',
  'dangerouslyAllowHttp',
  'dangerouslyAllowMissingAudience',
] as const satisfies readonly (keyof IssuerOptions)[]

/** Those by which its keys, and its answers about tokens, are had. */
export const issuerAccessNames = [
  'issuer',
  'jwksUri',
  'jwks',
  'metadata',
  'introspection',
  'dangerouslyAllowHttp',
] as const satisfies readonly (keyof IssuerOptions)[]

/**
 * Checks one issuer and makes it ready for use.
 *
 * @param where how the option is named in errors, such as `issuers[1]`
 * @param kept the same issuer as it was before, when its keys and answers are had in the same way: they are taken over
 * @throws {ConfigurationFault}
 */
export function readIssuer<C>(
  where: string,
  entry: string | IssuerOptions,
  parts: IssuerParts<C>,
  kept?: IssuerPolicy<C>,
): IssuerPolicy<C> {
  const options: IssuerOptions = typeof entry === 'string' ? { issuer: entry } : entry
  if (!isJsonObject(options)) {
    throw new ConfigurationFault(where, 'expected the URL of an issuer, or an object with its issuer')
  }
  checkNames(where, options, issuerOptionNames)
  const { issuer } = options
  const dangerouslyAllowHttp = flag(`${where}.dangerouslyAllowHttp`, options.dangerouslyAllowHttp)
  const problem = issuerProblem(issuer, dangerouslyAllowHttp)
  if (problem !== undefined)
    throw new ConfigurationFault(typeof entry === 'string' ? where : `${where}.issuer`, problem)
  const dialect = readDialect(`${where}.dialect`, options.dialect)
  const profile = readProfile(where, options.tokenProfile, dialect)
  const client = clientReading(dialect)
  const scopeFrom = optionalFunction(`${where}.scopeFrom`, options.scopeFrom)
  const rolesFrom = optionalFunction(`${where}.rolesFrom`, options.rolesFrom)
  const { keys, introspection } = kept ?? readAccess(where, options, parts)
  return Object.freeze({
    issuer,
    header: {
      algorithms: readAlgorithms(
        `${where}.algorithms`,
        options.algorithms,
        parts.algorithms.ofTokens,
        parts.algorithms,
      ),
      types: profile.types,
    },
    profile,
    missingAudience: readMissingAudience(where, options, client),
    introspection,
    keys,
    shape: { ...parts.shape, ...(scopeFrom && { scopeFrom }), ...(rolesFrom && { rolesFrom }), client },
    preset: presetOf(options),
  })
}

/** How the keys of an issuer, and its answers about tokens, are had. */
function readAccess<C>(
  where: string,
  options: IssuerOptions,
  parts: IssuerParts<C>,
): Pick<IssuerPolicy<C>, 'keys' | 'introspection'> {
  const { issuer, introspection, dangerouslyAllowHttp = false } = options
  const metadata = readMetadata(where, options, parts)
  const asked = { issuer, metadata, dangerouslyAllowHttp }
  return {
    introspection:
      introspection === undefined
        ? undefined
        : readIntrospection(`${where}.introspection`, introspection, asked, parts),
    keys: readKeys(where, options, metadata, parts),
  }
}

function readProfile(
  where: string,
  name: unknown = 'rfc9068',
  { notAccessToken }: TokenDialect,
): TokenProfile {
  if (name === 'plain-jwt' && notAccessToken) return markedPlainJwt(notAccessToken)
  if (name === 'rfc9068' && notAccessToken) {
    throw new ConfigurationFault(
      `${where}.dialect.notAccessToken`,
      "has no effect with tokenProfile 'rfc9068', where the type at+jwt tells access tokens from others: leave it out, or choose 'plain-jwt'",
    )
  }
  if (name === 'rfc9068' || name === 'plain-jwt') return tokenProfiles[name]
  throw new ConfigurationFault(`${where}.tokenProfile`, "expected 'rfc9068' or 'plain-jwt'")
}
