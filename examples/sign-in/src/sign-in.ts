import { Router, type Request, type Response } from 'express'
import * as client from 'openid-client'
import { languageOf, ownPath } from 'sample-ui'
import { ownAddress } from 'sample-ui/express'
import { Attempts } from './attempts.js'
import { finishSignIn } from './callback.js'
import { quiet } from './events.js'
import { Issuer } from './issuer.js'
import { EndedSessionMarks, type EndedSessions } from './logout/ended-sessions.js'
import { logoutTokens } from './logout/logout-tokens.js'
import { SignOut } from './logout/sign-out.js'
import { check, type Settings, type SignInOptions } from './options.js'
import type { SignInOutcome } from './outcome.js'
import { newProofKey, Proofs } from './proof-key.js'
import { sameOriginOnly } from './same-origin-only.js'
import { renewSession, saveSession, sessions } from './session.js'
import { SignedIn, type SignedInParts } from './signed-in.js'
import { withoutTokens, type SignedInRecord } from './signed-in-record.js'
import { SignedInRecords } from './signed-in-records.js'
import { AccessTokens } from './tokens/access-tokens.js'
import { ProtectedResource } from './tokens/protected-resource.js'

/** How a sign-in is to go. */
export interface BeginOptions {
  /** The page to come back to, a path of this client. @default its home page */
  readonly back?: string
  /** @default the scope of the client */
  readonly scope?: string
  /** `none` (without any page), `login`, `consent`, `select_account`. @see OpenID Connect Core §3.1.2.1 */
  readonly prompt?: string
  /** Seconds since the person has proved who they are. */
  readonly maxAge?: number
  readonly loginHint?: string
}

/** Whose request it is. */
export type Visitor =
  | { readonly status: 'anonymous' }
  | { readonly status: 'signed_in'; readonly signedIn: SignedIn }
  /** The issuer has ended the session. It stays so until {@link SignIn.acknowledge} or the next sign-in. */
  | { readonly status: 'signed_out_elsewhere' }

/** Answers the browser when a sign-in has ended, in the way of the application. */
export type OutcomeHandler = (outcome: SignInOutcome, req: Request, res: Response) => void | Promise<void>

/**
 * Signs people in at an issuer, and keeps their tokens on the server: the browser has a session cookie and nothing else.
 *
 * ```
 * app.use(signIn.sessions)            // before everything that asks who it is
 * app.use(signIn.routes(onOutcome))   // GET <path>/callback, POST <path>/backchannel-logout
 * ```
 */
export class SignIn {
  readonly #settings: Settings
  readonly #attempts: Attempts
  readonly #parts: SignedInParts
  readonly #ended: EndedSessionMarks
  /** Middleware that loads the session, refuses what another origin posts, and leads `localhost` to the own address of a client there. */
  readonly sessions: Router

  /** @throws {ConfigurationError} that names the option and the mend */
  constructor(options: SignInOptions) {
    check(options)
    const settings: Settings = {
      path: '',
      dpop: false,
      clock: Date.now,
      idleSeconds: 2 * 60 * 60,
      lifetimeSeconds: 24 * 60 * 60,
      timeoutMs: 10_000,
      ...options,
      fetch: options.fetch ?? ((url, init) => fetch(url, init as RequestInit)),
      onEvent: quiet(options.onEvent),
    }
    const issuer = new Issuer(settings)
    const proofs = new Proofs()
    const records = new SignedInRecords(settings)
    const tokens = new AccessTokens(settings, issuer, proofs, records)
    const resource = new ProtectedResource(settings, issuer, proofs)
    this.#settings = settings
    this.#attempts = new Attempts(settings)
    const signOut = new SignOut(settings, issuer)
    this.#parts = { settings, issuer, proofs, records, tokens, resource, signOut }
    this.#ended = new EndedSessionMarks(settings)
    this.sessions = Router()
    this.sessions.use(ownAddress(settings.origin), sameOriginOnly(settings.origin), sessions(settings))
  }

  /** What the issuer calls: the redirect URI, and the back-channel logout URI. After {@link sessions}. */
  routes(onOutcome: OutcomeHandler): Router {
    const { path } = this.#settings
    const router = Router()
    router.get(`${path}/callback`, async (req, res) => {
      res.set('Cache-Control', 'no-store')
      const attempt = await this.#attempts.finish(req, res, req.query.state)
      await onOutcome(
        attempt === undefined
          ? { type: 'expired', back: this.#home }
          : await finishSignIn(this.#parts, req, attempt),
        req,
        res,
      )
    })
    router.post(
      `${path}/backchannel-logout`,
      logoutTokens(this.#settings, (ended) => this.endSessions(ended)),
    )
    return router
  }

  /**
   * Sends the browser to the issuer.
   *
   * @throws {IssuerUnavailable} before anything is sent
   */
  async begin(req: Request, res: Response, options: BeginOptions = {}): Promise<void> {
    const { settings, issuer, proofs } = this.#parts
    const { scope = settings.scope, prompt, maxAge, loginHint } = options
    const configuration = await issuer.configuration()
    const uiLocales = languageOf(req.headers)
    const proofKey = settings.dpop ? await newProofKey() : undefined
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      scope,
      prompt,
      maxAge,
      back: ownPath(options.back, this.#home),
      proofKey,
    }
    const parameters = new URLSearchParams({
      redirect_uri: `${settings.origin}${settings.path}/callback`,
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      ui_locales: uiLocales,
      ...(prompt !== undefined && { prompt }),
      ...(maxAge !== undefined && { max_age: String(maxAge) }),
      ...(loginHint !== undefined && { login_hint: loginHint }),
    })
    for (const resource of settings.resources) parameters.append('resource', resource)
    const { DPoP } = await proofs.options(configuration, proofKey)
    // Nobody else can exchange the code, not even with the secret of the client (RFC 9449 §10).
    if (DPoP) parameters.set('dpop_jkt', await DPoP.calculateThumbprint())
    await this.#attempts.begin(req, res, attempt)
    settings.onEvent({
      type: 'authorization_requested',
      scope,
      resources: settings.resources,
      prompt,
      uiLocales,
    })
    res.set('Cache-Control', 'no-store')
    res.redirect(303, client.buildAuthorizationUrl(configuration, parameters).href)
  }

  /** Who sends this request. */
  async visitor(req: Request): Promise<Visitor> {
    const record = await this.#recordOf(req)
    if (record) return { status: 'signed_in', signedIn: new SignedIn(this.#parts, record) }
    return { status: req.session.endedElsewhere === true ? 'signed_out_elsewhere' : 'anonymous' }
  }

  /** The person was told that their session was ended elsewhere. */
  acknowledge(req: Request): void {
    delete req.session.endedElsewhere
  }

  /** Ends the session here and leaves all else as it is: the tokens are forgotten, and the session of the issuer goes on. */
  async forget(req: Request): Promise<void> {
    await this.#end(req)
  }

  /** Signs out here: the session ends, and the refresh token is revoked (RFC 7009). The session of the issuer goes on. */
  async signOut(req: Request): Promise<void> {
    const record = await this.#end(req)
    if (record === undefined) return
    await this.#parts.signOut.revoke(record)
    this.#settings.onEvent({ type: 'signed_out', subject: record.claims.sub, where: 'here' })
  }

  /**
   * Takes the access back and leaves the person signed in: the refresh token is revoked, and all tokens are forgotten. Who somebody is and
   * what may be done in their name are two things.
   */
  async disconnect(req: Request): Promise<void> {
    const id = req.session.signedIn
    if (id === undefined) return
    let before: SignedInRecord | undefined
    await this.#parts.records.change(id, (record) => {
      before = record
      return Promise.resolve(withoutTokens(record))
    })
    if (before) await this.#parts.signOut.revoke(before)
  }

  /**
   * Signs out here, and sends the browser to the issuer to end the session there, which tells the other clients.
   *
   * @param ended is called when the session here has ended and nothing was sent yet
   * @throws {IssuerUnavailable} when the issuer cannot be had; the session here has ended all the same
   */
  async signOutEverywhere(req: Request, res: Response, ended?: () => void): Promise<void> {
    const record = await this.#end(req)
    if (record) {
      await this.#parts.signOut.revoke(record)
      this.#settings.onEvent({ type: 'signed_out', subject: record.claims.sub, where: 'everywhere' })
    }
    ended?.()
    res.redirect(303, await this.#parts.signOut.endSessionUrl(record, languageOf(req.headers)))
  }

  /** Ends sessions at this client alone, as a logout token does. Whoever calls it knows that they have ended at the issuer. */
  async endSessions(ended: EndedSessions): Promise<void> {
    await this.#ended.add(ended)
    this.#settings.onEvent({ type: 'logout_token_accepted', subject: ended.subject, sid: ended.sid })
  }

  async #recordOf(req: Request): Promise<SignedInRecord | undefined> {
    const id = req.session.signedIn
    if (id === undefined) return undefined
    const record = await this.#parts.records.get(id)
    if (record && !(await this.#ended.has(record))) return record
    if (record) {
      await this.#parts.records.remove(id)
      req.session.endedElsewhere = true
    }
    delete req.session.signedIn
    await saveSession(req)
    return undefined
  }

  async #end(req: Request): Promise<SignedInRecord | undefined> {
    const id = req.session.signedIn
    const record = id === undefined ? undefined : await this.#parts.records.remove(id)
    await renewSession(req)
    return record
  }

  get #home(): string {
    return this.#settings.path === '' ? '/' : this.#settings.path
  }
}
