import type Provider from 'oidc-provider'
import type { errors } from 'oidc-provider'
import { authenticate, findAccountById } from './accounts.js'
import type { Consents } from './consents.js'
import { readForm } from './form-body.js'
import type { FrameOf } from './frame.js'
import { grantAsked, scopesAsked } from './consent-request.js'
import type { Context, Middleware } from './middleware.js'
import { consentPage } from './pages/consent.js'
import { loginPage } from './pages/login.js'
import type { Frame, Page } from './pages/page.js'
import { describeScopes } from './scope-words.js'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>
type Result = Parameters<Provider['interactionResult']>[2]

export interface InteractionsParts {
  readonly provider: Provider
  readonly consents: Consents
  /** oidc-provider's error classes. */
  readonly errorTypes: typeof errors
  readonly frameOf: FrameOf
}

const route = /^\/interaction\/([\w-]{1,64})(?:\/(login|consent|cancel))?$/

/**
 * The pages between an authorization request and its answer: who are you, and do you allow it?
 *
 * oidc-provider sends the browser to `/interaction/<uid>`, and takes over again when the page has a result. Only
 * the browser that began has the cookie of this uid, and a form that a page of another origin posts is refused, so these
 * forms need no token of their own against forged requests.
 */
export function interactions({ provider, consents, errorTypes, frameOf }: InteractionsParts): Middleware {
  return async (ctx, next) => {
    const [, uid, step] = route.exec(ctx.path) ?? []
    if (uid === undefined) return next()
    ctx.set('Cache-Control', 'no-store')

    const interaction = await provider.interactionDetails(ctx.req, ctx.res)
    if (interaction.uid !== uid) throw new errorTypes.SessionNotFound('another sign-in has begun since')

    if (ctx.method === 'GET' && step === undefined) {
      show(ctx, await pageOf(ctx, interaction))
      return
    }
    if (ctx.method === 'GET') {
      goOn(ctx, `/interaction/${uid}`)
      return
    }
    if (ctx.method !== 'POST' || step === undefined) return next()

    const form = await readForm(ctx.req, provider.issuer)
    if (step === 'cancel') return finish(ctx, refused('the user cancelled the sign-in'))
    if (step !== interaction.prompt.name) {
      goOn(ctx, `/interaction/${uid}`)
      return
    }
    return step === 'login' ? login(ctx, interaction, form) : decide(ctx, interaction, form)
  }

  async function login(ctx: Context, interaction: Interaction, form: URLSearchParams): Promise<void> {
    const email = form.get('email') ?? ''
    const account = await authenticate(email, form.get('password') ?? '')
    if (account === undefined) {
      ctx.status = 422
      show(ctx, loginPage(frame(ctx, interaction), { ...(await common(interaction)), email, failed: true }))
      return
    }
    await finish(ctx, { login: { accountId: account.id, amr: ['pwd'] } })
  }

  async function decide(ctx: Context, interaction: Interaction, form: URLSearchParams): Promise<void> {
    if (form.get('decision') !== 'allow') return finish(ctx, refused('the user did not allow it'))
    const grant = await grantAsked(provider, interaction)
    const grantId = await grant.save()
    await consents.remember(grant)
    await finish(ctx, { consent: { grantId } })
  }

  /** The page of the interaction, also where a form that was posted is answered with it. */
  function frame(ctx: Context, { uid, params }: Interaction): Frame {
    return frameOf(ctx, params, `/interaction/${uid}`)
  }

  async function pageOf(ctx: Context, interaction: Interaction): Promise<Page> {
    const ofRequest = frame(ctx, interaction)
    if (interaction.prompt.name === 'login') {
      const hint = interaction.params.login_hint
      const email = typeof hint === 'string' ? hint : undefined
      return loginPage(ofRequest, { ...(await common(interaction)), email })
    }
    const account = findAccountById(interaction.session?.accountId ?? '')
    if (account === undefined) throw new errorTypes.SessionNotFound('nobody is signed in any more')
    const { scopes, more } = scopesAsked(interaction)
    const asked = describeScopes(scopes, account.givenName, ofRequest.language)
    return consentPage(ofRequest, { ...(await common(interaction)), account, asked, more })
  }

  async function common({ uid, params }: Interaction): Promise<{ action: string; clientName: string }> {
    const clientId = String(params.client_id)
    const client = await provider.Client.find(clientId)
    return { action: `/interaction/${uid}`, clientName: client?.clientName ?? clientId }
  }

  async function finish(ctx: Context, result: Result): Promise<void> {
    goOn(ctx, await provider.interactionResult(ctx.req, ctx.res, result))
  }
}

function refused(description: string): Result {
  return { error: 'access_denied', error_description: description }
}

function show(ctx: Context, page: Page): void {
  ctx.type = 'html'
  ctx.body = page
}

/** 303: the browser goes on with GET, whatever it came with. */
function goOn(ctx: Context, location: string): void {
  ctx.status = 303
  ctx.redirect(location)
}
