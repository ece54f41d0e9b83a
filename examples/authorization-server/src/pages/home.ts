import { html } from './html.js'
import { page, type Page } from './page.js'

export function homePage(): Page {
  return page(
    'Authorization server',
    html`<h1>Authorization server</h1>
      <p class="lead">
        Here people sign in and decide what an application may do in their name. The application gets a token
        for that, and never the password.
      </p>
      <p>It starts at an application, not here. What applications can rely on:</p>
      <ul class="links">
        <li><a href="/.well-known/openid-configuration">OpenID configuration</a></li>
        <li><a href="/.well-known/oauth-authorization-server">Authorization server metadata</a></li>
        <li><a href="/jwks">Public keys</a></li>
      </ul>`,
  )
}
