import { html, type Content, texts } from 'sample-ui'
import { accounts, samplePassword } from '../accounts.js'
import { page, type Frame, type Page } from './page.js'

export interface LoginPage {
  /** The path of this interaction. */
  readonly action: string
  readonly clientName: string
  /** What the address field holds: what was typed before, or what the client suggested. */
  readonly email?: string | undefined
  /** The last attempt failed. The page does not say whether the address or the password was wrong. */
  readonly failed?: boolean
}

const words = texts(
  {
    title: 'Sign in',
    failedTitle: 'Sign-in failed',
    lead: (client: Content) => html`to continue to ${client}`,
    failure: 'This e-mail address and password do not match. Please try again.',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    cancel: 'Cancel',
    samples: 'Sample accounts',
    samplePassword: (password: Content) => html`The password of both is ${password}.`,
  },
  {
    title: 'Kirish',
    failedTitle: 'Kirib boʻlmadi',
    lead: (client) => html`${client} ilovasida davom etish uchun`,
    failure: 'Bu email manzil va parol bir-biriga mos kelmadi. Qaytadan urinib koʻring.',
    email: 'Email manzil',
    password: 'Parol',
    submit: 'Kirish',
    cancel: 'Bekor qilish',
    samples: 'Namuna hisoblar',
    samplePassword: (password) => html`Ikkalasining paroli: ${password}`,
  },
)

export function loginPage(frame: Frame, { action, clientName, email = '', failed = false }: LoginPage): Page {
  const say = words(frame.language)
  const focusPassword = email !== ''
  return page(
    frame,
    failed ? say.failedTitle : say.title,
    html`<h1>${say.title}</h1>
      <p class="lead">${say.lead(html`<strong>${clientName}</strong>`)}</p>
      ${failed && html`<p class="alert" role="alert" id="failure">${say.failure}</p>`}
      <form method="post" action="${action}/login">
        <div class="field">
          <label for="email">${say.email}</label>
          <input
            id="email"
            name="email"
            type="email"
            value="${email}"
            required
            maxlength="254"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            ${!focusPassword && html` autofocus`}
          />
        </div>
        <div class="field">
          <label for="password">${say.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            required
            maxlength="256"
            autocomplete="current-password"
            ${focusPassword && html` autofocus`}${failed && html` aria-invalid="true" aria-describedby="failure"`}
          />
        </div>
        <div class="actions">
          <button class="primary" type="submit">${say.submit}</button>
          <button type="submit" formaction="${action}/cancel" formnovalidate>${say.cancel}</button>
        </div>
      </form>
      <aside class="samples" aria-label="${say.samples}">
        <h2>${say.samples}</h2>
        <ul>
          ${accounts.map((account) => html`<li><code>${account.email}</code></li>`)}
        </ul>
        <p>${say.samplePassword(html`<code>${samplePassword}</code>`)}</p>
      </aside>`,
  )
}
