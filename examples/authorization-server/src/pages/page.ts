import { html, type Content } from './html.js'

/** A whole document, ready to be sent. */
export type Page = string

/** The frame that all pages share: one card in the middle, and the name of the house under it. */
export function page(title: string, content: Content): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Qalqon</title>
        <link rel="icon" href="/shield.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main class="card">
          <img class="shield" src="/shield.svg" alt="" width="33" height="40" />
          ${content}
        </main>
        <footer>Qalqon sample authorization server</footer>
      </body>
    </html> `.toString()
}
