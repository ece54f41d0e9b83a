import { shorten } from '../faults/index.js'
import { mayBeIssuer } from '../issuers/resolved-issuers.js'
import {
  compareUrls,
  isInner,
  listOf,
  namesEnvironment,
  versus,
  type UrlDifference,
} from '../faults/compare-urls.js'
import type { IssuerLookup } from '../issuers/issuer-lookup.js'
import type { Suspect } from './suspect.js'

/** With a hint, no more issuers are compared than these. */
const maximumIssuers = 32

/** What is most likely wrong when no accepted issuer has the name that stands in the token. */
export function unknownIssuerHint({ claims: { iss }, lookup }: Suspect): string | undefined {
  if (typeof iss !== 'string') return undefined
  if (lookup.names === undefined) return unresolvedHint(iss, lookup)
  const issuers = lookup.names.slice(0, maximumIssuers)
  const pairs = issuers.map((own) => ({ own, difference: compareUrls(iss, own) }))
  for (const rule of [slip, otherVersionOfEntra, innerName, otherEnvironment]) {
    for (const { own, difference } of pairs) {
      const hint = difference && rule(iss, own, difference)
      if (hint !== undefined) return hint
    }
  }
  return withoutScheme(iss, issuers)
}

/** Tenants that happen to be remembered say nothing about the others. */
const unresolvedHint = (iss: string, { rememberUnknownSeconds }: IssuerLookup) =>
  mayBeIssuer(iss)
    ? `resolveIssuer did not know this issuer, which is remembered for up to ${rememberUnknownSeconds} s (resolvedIssuers.rememberUnknownSeconds): if it is a tenant of this API, let resolveIssuer return its options for exactly this iss, and try again after that time`
    : 'iss is not the URL of an issuer, so that resolveIssuer is not asked about it: it must be an https: URL without query and fragment'

type Rule = (iss: string, own: string, difference: UrlDifference) => string | undefined

const slip: Rule = (iss, own, { slips, sameHost, samePath }) =>
  sameHost && samePath && slips.length > 0
    ? `the issuer of the token and ${shorten(own)} differ in ${listOf(slips)} alone; issuers are compared letter by letter: write ${shorten(iss)} in the options if that is what the issuer calls itself`
    : undefined

/** The tenant is the same, the version of its tokens is not. */
const otherVersionOfEntra: Rule = (iss, own) => {
  const [version, tenant] = entraIssuer(iss)
  const [ownVersion, ownTenant] = entraIssuer(own)
  if (tenant === undefined || version === ownVersion || ownTenant === undefined) return undefined
  return `the token is of version ${version} of Microsoft Entra and the options expect version ${ownVersion}: set requestedAccessTokenVersion to ${ownVersion === '2' ? '2' : 'null'} in the manifest of the API's app registration, or use the preset entra with version 'v${version}'`
}

function entraIssuer(url: string): [version?: '1' | '2', tenant?: string] {
  const v2 = /^https:\/\/login\.microsoftonline\.(?:com|us)\/([\w-]+)\/v2\.0\/?$/.exec(url)
  const v1 = /^https:\/\/sts\.windows\.net\/([\w-]+)\/?$/.exec(url)
  if (v2) return ['2', v2[1] ?? '']
  return v1 ? ['1', v1[1] ?? ''] : []
}

const innerName: Rule = (iss, own, { sameHost, samePath }) => {
  if (sameHost || !samePath) return undefined
  if (isInner(iss)) {
    return `the issuer of the token has an inner host name (${versus(hostOf(iss), hostOf(own))}): whoever asked for the token reached the issuer by another address than its public one. Give the issuer one fixed public URL (Keycloak: the option hostname), and let every client ask for tokens there`
  }
  if (isInner(own)) {
    return `the options name the issuer by an inner host name (${shorten(hostOf(own))}), its tokens by ${shorten(hostOf(iss))}: write ${shorten(iss)} as the issuer, and if the API cannot reach that address, set jwksUri to the inner URL of the key set`
  }
  return undefined
}

const otherEnvironment: Rule = (iss, own, { label, segment, sameHost, samePath, sameDomain }) => {
  const pair = samePath ? label : sameHost ? segment : undefined
  const mend = 'get a token from the issuer that this API is set up for, or set the API up for the other one'
  if (pair && (sameDomain || pair.some(namesEnvironment))) {
    const what = pair.some(namesEnvironment) ? 'another environment' : 'another tenant, realm or environment'
    return `the token is of ${what} (${versus(pair[0], pair[1])}): ${mend}`
  }
  if (sameDomain && !sameHost && samePath) {
    return `the token is of another environment or tenant (${versus(hostOf(iss), hostOf(own))}): ${mend}`
  }
  if (sameHost && !samePath) {
    return `the token is of another tenant, realm or authorization server on the same host (${versus(pathOf(iss), pathOf(own))}): ${mend}`
  }
  return undefined
}

function withoutScheme(iss: string, issuers: readonly string[]): string | undefined {
  const own = issuers.find((candidate) => candidate.replace(/^https?:\/\//, '') === iss)
  return own === undefined
    ? undefined
    : `the issuer of the token is ${shorten(own)} without its scheme: let the issuer call itself by its whole URL`
}

/** The host with its port, which tells two machines behind one name apart. */
const hostOf = (url: string) => new URL(url).host
const pathOf = (url: string) => new URL(url).pathname
