import { html, trusted } from './html.js'
import { page, type Page } from './page.js'

/**
 * Asks before the session ends, because any site could have sent the browser here.
 *
 * @param form oidc-provider's form, `op.logoutForm`, with its protection against forged requests; the buttons
 * stand outside of it and name it.
 * @param signedIn the names of the applications that the session is used by.
 */
export function signOutPage(form: string, clientName: string | undefined, signedIn: readonly string[]): Page {
  return page(
    'Sign out?',
    html`<h1>Sign out?</h1>
      <p class="lead">
        ${clientName !== undefined && html`<strong>${clientName}</strong> sent you here. `}This ends your
        sign-in here, for every application.
      </p>
      ${
        signedIn.length > 0 &&
        html`<p>These will be signed out:</p>
          <ul class="scopes">
            ${signedIn.map((name) => html`<li>${name}</li> `)}
          </ul>`
      }
      ${trusted(form)}
      <div class="actions">
        <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>
          Sign out
        </button>
        <button class="quiet" type="submit" form="op.logoutForm">Stay signed in</button>
      </div>`,
  )
}

/** Where a sign-out ends that no client takes back. `clientName`: only that client's access ended. */
export function signedOutPage(clientName: string | undefined): Page {
  return clientName === undefined
    ? page(
        'Signed out',
        html`<h1>Signed out</h1>
          <p class="lead">You can close this page.</p>`,
      )
    : page(
        'Still signed in',
        html`<h1>Still signed in</h1>
          <p class="lead">
            You are signed out of <strong>${clientName}</strong>, and still signed in here.
          </p>`,
      )
}
