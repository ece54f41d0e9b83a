import * as client from 'openid-client'
import { formAction, type Browser, type Visit } from '../../src/browser.js'

/** A web application as `openid-client` makes it, and the browser of the person who uses it. */
export class WebClient {
  #verifier = ''
  #state = ''

  private constructor(
    readonly config: client.Configuration,
    readonly redirectUri: string,
    readonly resource: string,
  ) {}

  static async discover(
    issuer: string,
    id: string,
    redirectUri: string,
    resource: string,
  ): Promise<WebClient> {
    const secret = client.ClientSecretBasic(`${id}-sample-secret`)
    const config = await client.discovery(new URL(issuer), id, undefined, secret, {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the mark is a warning; the sample runs on loopback
      execute: [client.allowInsecureRequests],
    })
    return new WebClient(config, redirectUri, resource)
  }

  async authorizationUrl(scope: string, extra: Record<string, string> = {}): Promise<string> {
    this.#verifier = client.randomPKCECodeVerifier()
    this.#state = client.randomState()
    return client.buildAuthorizationUrl(this.config, {
      redirect_uri: this.redirectUri,
      scope,
      resource: this.resource,
      state: this.#state,
      code_challenge: await client.calculatePKCECodeChallenge(this.#verifier),
      code_challenge_method: 'S256',
      ...extra,
    }).href
  }

  /** Gives the code of a redirect for tokens; `openid-client` checks state, issuer and ID token. */
  async tokens(callback: Visit) {
    const checks = { pkceCodeVerifier: this.#verifier, expectedState: this.#state, idTokenExpected: true }
    return client.authorizationCodeGrant(this.config, new URL(callback.url), checks, {
      resource: this.resource,
    })
  }

  refresh(refreshToken: string, parameters: Record<string, string> = {}) {
    return client.refreshTokenGrant(this.config, refreshToken, parameters)
  }
}

/** Submits the form of a step on the page that the browser is on. */
export function submit(
  browser: Browser,
  page: Visit,
  step: 'login' | 'consent',
  fields: Record<string, string>,
): Promise<Visit> {
  const action = formAction(page, step)
  if (action === undefined) throw new Error(`no ${step} form at ${page.url} (status ${page.status})`)
  return browser.submit(action, fields)
}
