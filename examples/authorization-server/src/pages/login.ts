import { accounts, samplePassword } from '../accounts.js'
import { html } from './html.js'
import { page, type Page } from './page.js'

export interface LoginPage {
  /** The path of this interaction. */
  readonly action: string
  readonly clientName: string
  /** What the address field holds: what was typed before, or what the client suggested. */
  readonly email?: string | undefined
  /** The last attempt failed. The page does not say whether the address or the password was wrong. */
  readonly failed?: boolean
}

export function loginPage({ action, clientName, email = '', failed = false }: LoginPage): Page {
  const focusPassword = email !== ''
  return page(
    failed ? 'Sign-in failed' : 'Sign in',
    html`<h1>Sign in</h1>
      <p class="lead">to continue to <strong>${clientName}</strong></p>
      ${failed && html`<p class="alert" role="alert" id="failure">This e-mail address and password do not match. Please try again.</p>`}
      <form method="post" action="${action}/login">
        <div class="field">
          <label for="email">E-mail address</label>
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
          <label for="password">Password</label>
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
          <button class="primary" type="submit">Sign in</button>
          <button class="quiet" type="submit" formaction="${action}/cancel" formnovalidate>Cancel</button>
        </div>
      </form>
      <aside class="samples" aria-label="Sample accounts">
        <h2>Sample accounts</h2>
        <ul>
          ${accounts.map((account) => html`<li><code>${account.email}</code></li>`)}
        </ul>
        <p>The password of both is <code>${samplePassword}</code>.</p>
      </aside>`,
  )
}
