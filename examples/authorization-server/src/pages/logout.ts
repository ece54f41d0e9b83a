import { html, icon, trusted, type Content, texts } from 'sample-ui'
import { page, type Frame, type Page } from './page.js'

const words = texts(
  {
    title: 'Sign out?',
    sentBy: (client: Content) => html`${client} sent you here. `,
    ends: 'This ends your sign-in here, for every application.',
    apps: 'You will be signed out of:',
    noApps: 'No application uses this sign-in.',
    signOut: 'Sign out',
    stay: 'Stay signed in',
    signedOut: 'Signed out',
    close: 'You can close this page.',
    stillIn: 'Still signed in',
    leftOne: (client: Content) => html`You are signed out of ${client}, and still signed in here.`,
  },
  {
    title: 'Chiqasizmi?',
    sentBy: (client) => html`Sizni bu yerga ${client} yubordi. `,
    ends: 'Shunda bu yerdagi kirishingiz barcha ilovalar uchun tugaydi.',
    apps: 'Quyidagi ilovalardan chiqasiz:',
    noApps: 'Bu kirishdan hech qaysi ilova foydalanmayapti.',
    signOut: 'Chiqish',
    stay: 'Chiqmaslik',
    signedOut: 'Siz chiqdingiz',
    close: 'Bu sahifani yopishingiz mumkin.',
    stillIn: 'Siz hali tizimdasiz',
    leftOne: (client) => html`${client} ilovasidan chiqdingiz, bu yerda esa hali ham tizimdasiz.`,
  },
)

export interface SignOutPage {
  /** oidc-provider's form, `op.logoutForm`, with its protection against forged requests; the buttons stand outside of it and name it. */
  readonly form: string
  /** The application that sent the person here. */
  readonly clientName: string | undefined
  /** The names of the applications that use this session. */
  readonly apps: readonly string[]
}

/** Asks before the session ends, because any site could have sent the browser here. */
export function signOutPage(frame: Frame, { form, clientName, apps }: SignOutPage): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.title,
    html`<h1>${say.title}</h1>
      <p class="lead">
        ${clientName !== undefined && say.sentBy(html`<strong>${clientName}</strong>`)}${say.ends}
      </p>
      ${
        apps.length === 0
          ? html`<p>${say.noApps}</p>`
          : html`<p>${say.apps}</p>
              <ul class="scopes">
                ${apps.map((name) => html`<li>${icon('log-out')}<span class="scope">${name}</span></li> `)}
              </ul>`
      }
      ${trusted(form)}
      <div class="actions">
        <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>
          ${say.signOut}
        </button>
        <button type="submit" form="op.logoutForm">${say.stay}</button>
      </div>`,
  )
}

/** Where a sign-out ends that no client takes back. */
export function signedOutPage(frame: Frame): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.signedOut,
    html`<h1>${say.signedOut}</h1>
      <p class="lead">${say.close}</p>`,
  )
}

/** The person chose to stay. `clientName`: only the access of that client has ended. */
export function staySignedInPage(frame: Frame, clientName: string | undefined): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.stillIn,
    html`<h1>${say.stillIn}</h1>
      <p class="lead">
        ${clientName === undefined ? say.close : say.leftOne(html`<strong>${clientName}</strong>`)}
      </p>`,
  )
}
