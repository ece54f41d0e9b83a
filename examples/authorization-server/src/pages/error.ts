import { html } from './html.js'
import { page, type Page } from './page.js'

/** @param code an error code of OAuth 2.0, such as `invalid_redirect_uri`, for whoever looks into the matter. */
export function errorPage(code: string, description?: string): Page {
  return page(
    'That did not work',
    html`<h1>That did not work</h1>
      <p class="lead">Go back to the application that sent you here, and try again.</p>
      <p class="alert">${description ?? 'The request could not be answered.'}</p>
      <p class="note">Error <code>${code}</code></p>`,
  )
}

export function notFoundPage(): Page {
  return page(
    'Not found',
    html`<h1>Not found</h1>
      <p class="lead">There is nothing at this address.</p>
      <p class="note"><a href="/">What this server is</a></p>`,
  )
}
