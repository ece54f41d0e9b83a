import { document, type DocumentOptions } from './document.js'
import { html, type Content } from './html.js'

/** A page that asks or says one thing. */
export type CardPage = DocumentOptions

/** One card in the middle of the page, with the shield on top. */
export function cardPage(options: CardPage, content: Content): string {
  return document(
    options,
    html`<main class="card alone" id="content">
      <img class="shield" src="/ui/shield.svg" alt="" width="33" height="40" />
      ${content}
    </main>`,
  )
}
