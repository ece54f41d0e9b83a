import type { Account } from '../accounts.js'
import type { ScopeWords } from '../scopes.js'
import { html } from './html.js'
import { page, type Page } from './page.js'

export interface ConsentPage {
  /** The path of this interaction. */
  readonly action: string
  readonly clientName: string
  readonly account: Account
  /** What is asked for now. */
  readonly asked: readonly ScopeWords[]
  /** Something was allowed before, and `asked` is only what comes on top of it. */
  readonly more: boolean
}

export function consentPage({ action, clientName, account, asked, more }: ConsentPage): Page {
  return page(
    `Allow ${clientName}?`,
    html`<h1>${clientName} ${more ? 'also wants to' : 'wants to'}:</h1>
      <ul class="scopes">
        ${asked.map(
          ({ action, detail }) =>
            html`<li>
              <span class="scope">${action}</span
              >${detail !== '' && html`<span class="detail">${detail}</span>`}
            </li> `,
        )}
      </ul>
      <p class="account">
        <span class="initial" aria-hidden="true">${account.givenName.charAt(0)}</span>
        <span
          >Signed in as <strong>${account.name}</strong><br /><span class="detail"
            >${account.email}</span
          ></span
        >
      </p>
      ${more && html`<p class="note">What you have allowed before stays allowed.</p>`}
      <form method="post" action="${action}/consent">
        <div class="actions">
          <button class="primary" type="submit" name="decision" value="allow">Allow</button>
          <button class="quiet" type="submit" name="decision" value="deny">Deny</button>
        </div>
      </form>
      <p class="note">${clientName} does not get to see your password.</p>`,
  )
}
