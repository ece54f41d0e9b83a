import { shorten } from '../faults/index.js'
import { compareUrls, listOf, namesEnvironment, versus } from '../faults/compare-urls.js'
import type { Hint, Suspect } from './suspect.js'

/** What is most likely wrong when a token is for somebody else. */
export function wrongAudienceHint(suspect: Suspect): string | undefined {
  for (const rule of [nearMiss, forTheClient, keycloakAccount, forUserinfo, forTheIssuer, otherEnvironment]) {
    const hint = rule(suspect)
    if (hint !== undefined) return hint
  }
  return 'the client asked for a token for another API: let it name this one when it asks (resource, or audience at Auth0, or a scope of this API), and do not add the audience of the other API to the options'
}

/** What is most likely wrong when a token names no audience at all. */
export function missingAudienceHint({ claims, preset }: Suspect): string {
  if (claims.token_use === 'access') {
    const mend =
      preset?.name === 'cognito'
        ? 'name the client of the token in clientIds of the preset cognito'
        : 'use the preset cognito with clientIds'
    return `the access tokens of Amazon Cognito name no audience: ${mend}, or let the client ask for a token for this API (resource binding)`
  }
  if (isKeycloak(claims.iss)) return keycloakMend
  return 'let the client name this API when it asks for the token (resource, or audience), or let the issuer put the audience in'
}

/** The token is for this API, and not for the part of it that the route belongs to. */
export const otherRouteAudience: Hint = ({ fault }) =>
  `the client asked for a token for another part of this API: let it name ${fault.facts.expected ?? 'this one'} when it asks (resource, or audience at Auth0)`

const keycloakMend =
  'add an audience mapper for this API to the client scope of the client in Keycloak (Client scopes, Add mapper, Audience)'

const isKeycloak = (iss: unknown) => typeof iss === 'string' && /\/realms\/[^/]+$/.test(iss)

const audiencesOf = ({ aud }: Suspect['claims']): readonly string[] =>
  [aud].flat().filter((audience): audience is string => typeof audience === 'string')

/** The token and the options mean the same and write it in two ways. */
const nearMiss: Hint = ({ claims, audiences }) => {
  for (const found of audiencesOf(claims)) {
    for (const own of audiences) {
      const way = [
        [/\/$/, 'a slash at the end'],
        [/^api:\/\//, 'api:// before it (version 2 tokens of Microsoft Entra have the bare client id)'],
      ] as const
      for (const [ending, name] of way) {
        if (found.replace(ending, '') === own.replace(ending, '')) return inTwoWays(found, own, name)
      }
      if (found.toLowerCase() === own.toLowerCase()) return inTwoWays(found, own, 'letter case')
      const difference = compareUrls(found, own)
      if (difference?.sameHost && difference.samePath && difference.slips.length > 0) {
        return inTwoWays(found, own, listOf(difference.slips))
      }
    }
  }
  return undefined
}

const inTwoWays = (found: string, own: string, name: string) =>
  `the audience of the token and ${shorten(own)} differ in ${name} alone; audiences are compared letter by letter: write ${shorten(found)} as the audience in the options if that is the name of this API at the issuer`

/** The client itself is the audience: of ID tokens always, of access tokens when the client named no API. */
const forTheClient: Hint = ({ claims }) => {
  const clients = [claims.client_id, claims.azp, claims.appid, claims.cid]
  const client = audiencesOf(claims).find((audience) => clients.includes(audience))
  if (client === undefined) return undefined
  return `the audience is the client itself, ${shorten(client)}: either it is an ID token, or the client named no API when it asked. Send the access token, and let the client name this API in its authorization request (resource, or audience at Auth0)`
}

const keycloakAccount: Hint = ({ claims }) =>
  audiencesOf(claims).includes('account')
    ? `"account" is the API that Keycloak names by itself: ${keycloakMend}`
    : undefined

const forUserinfo: Hint = ({ claims }) =>
  audiencesOf(claims).some((audience) => /\/userinfo\/?$/.test(audience))
    ? 'the token is for the userinfo endpoint of the issuer: the client named no API, or another one. Let it name this API in its authorization request (audience at Auth0, otherwise resource)'
    : undefined

const forTheIssuer: Hint = ({ claims }) => {
  const { iss } = claims
  const bare = (url: string) => url.replace(/\/$/, '')
  return typeof iss === 'string' && audiencesOf(claims).some((audience) => bare(audience) === bare(iss))
    ? 'the token is for the issuer itself: the client named no API when it asked. Let it name this one (resource or audience); at Okta, put the audience into the settings of the authorization server'
    : undefined
}

const otherEnvironment: Hint = ({ claims, audiences }) => {
  for (const found of audiencesOf(claims)) {
    for (const own of audiences) {
      const { label, segment, sameHost, samePath } = compareUrls(found, own) ?? {}
      const pair = samePath ? label : sameHost ? segment : undefined
      if (pair?.some(namesEnvironment)) {
        return `the token is for this API in another environment (${versus(pair[0], pair[1])}): let the client ask for a token for ${shorten(own)}`
      }
    }
  }
  return undefined
}
