import { html, type Content } from './html.js'
import type { Language } from './language.js'
import type { PartLink } from './parts.js'
import { panelHead, panelSlot } from './panel-slot.js'
import { texts } from './texts.js'

/** What every page says of itself. */
export interface DocumentOptions {
  readonly language: Language
  /** The part, by which the style sheet chooses its colour, such as `photo-print`. */
  readonly part: string
  /** Its name for people. */
  readonly partName: string
  readonly title: string
  /** The path and query of this page, to which the language switch comes back. */
  readonly path: string
  /** The other parts of the sample. */
  readonly parts?: readonly PartLink[]
  /** Further scripts of this part, by path. */
  readonly scripts?: readonly string[]
  /** Further style sheets of this part, by path. */
  readonly styles?: readonly string[]
  /**
   * The address of the observer, where there is one: then the page has a panel that tells what just happened. The part serves what
   * the panel needs under `/what-just-happened`.
   */
  readonly observer?: string | undefined
}

const words = texts(
  {
    language: 'Language',
    sample: 'A Qalqon sample',
    parts: 'Parts of the sample',
    skip: 'Skip to the content',
  },
  { language: 'Til', sample: 'Qalqon namunasi', parts: 'Namunaning qismlari', skip: 'Mazmunga oʻtish' },
)

/** A whole document, ready to be sent. `body` holds the element `main` with the id `content`. */
export function document(options: DocumentOptions, body: Content): string {
  const { language, part, partName, title, scripts = [], styles = [], observer } = options
  return html`<!doctype html>
    <html lang="${language}" data-part="${part}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${partName}</title>
        <link rel="icon" href="/ui/shield.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/ui/base.css" />
        <link rel="stylesheet" href="/ui/style.css" />
        ${styles.map((path) => html`<link rel="stylesheet" href="${path}" />`)}
        ${observer !== undefined && panelHead}
        ${['/ui/page.js', ...scripts].map((path) => html`<script src="${path}" type="module"></script>`)}
      </head>
      <body>
        <a class="skip" href="#content">${words(language).skip}</a>
        ${body} ${footer(options)} ${observer !== undefined && panelSlot(observer, language)}
      </body>
    </html> `.toString()
}

function footer({ language, path, parts = [], partName }: DocumentOptions): Content {
  const say = words(language)
  return html`<footer class="footer">
    <nav aria-label="${say.parts}">
      <span>${say.sample}</span>
      ${parts.map(({ name, url }) => html`<a href="${url}" ${name === partName && html` aria-current="true"`}>${name}</a>`)}
    </nav>
    <form class="languages" method="post" action="/language" aria-label="${say.language}">
      <input type="hidden" name="back" value="${path}" />
      ${choice('en', 'English', language)} ${choice('uz', 'Oʻzbekcha', language)}
    </form>
  </footer>`
}

function choice(value: Language, name: string, current: Language): Content {
  return html`<button
    name="language"
    value="${value}"
    lang="${value}"
    aria-pressed="${value === current ? 'true' : 'false'}"
  >
    ${name}
  </button>`
}
