import type { GenerateKeyPairResult } from 'jose'
import * as client from 'openid-client'
import { Browser, formAction, type Visit } from './browser.js'

/** What is asked for, and who signs in. */
export interface SignIn {
  readonly issuer: string
  /** The resource that the access token is for. @see RFC 8707 */
  readonly resource: string
  readonly scope: string
  readonly email: string
  readonly password: string
  /** The key to which the token is to be bound; without one it is a bearer token. @see RFC 9449 §5 */
  readonly keyPair?: GenerateKeyPairResult
}

const redirectUri = 'http://127.0.0.1/callback'

/**
 * Gets an access token for a person in the way that a command-line program does (RFC 8252): it sends a browser to
 * the issuer, where the person signs in and consents, and exchanges the code that comes back. Here the "browser" fills in
 * the forms of the sample issuer by itself, since its accounts are no secret.
 */
export async function signIn({ issuer, resource, scope, email, password, keyPair }: SignIn): Promise<string> {
  const server = await client.discovery(new URL(issuer), 'drive-cli', undefined, client.None(), {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the mark is a warning; the sample runs on loopback
    execute: [client.allowInsecureRequests],
  })
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const start = client.buildAuthorizationUrl(server, {
    redirect_uri: redirectUri,
    scope,
    resource,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const callback = await signInAndAllow(new Browser(issuer), start.href, { email, password })
  const checks = { pkceCodeVerifier, expectedState }
  const tokens = await client.authorizationCodeGrant(
    server,
    new URL(callback.url),
    checks,
    { resource },
    keyPair && { DPoP: client.getDPoPHandle(server, keyPair) },
  )
  return tokens.access_token
}

/** Walks the pages of the issuer until it sends the browser back to the client. */
async function signInAndAllow(
  browser: Browser,
  start: string,
  account: { email: string; password: string },
): Promise<Visit> {
  let page = await browser.open(start)
  const login = formAction(page, 'login')
  if (login !== undefined) page = await browser.submit(login, account)
  const consent = formAction(page, 'consent')
  if (consent !== undefined) page = await browser.submit(consent, { decision: 'allow' })
  if (page.url.startsWith(`${redirectUri}?`)) return page
  throw new Error(`the sign-in of ${account.email} ended at ${page.url} with status ${page.status}`)
}
