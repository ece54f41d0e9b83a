import { document, type DocumentOptions } from './document.js'
import { html, type Content } from './html.js'
import { icon, type IconName } from './icon.js'

export interface NavigationLink {
  readonly text: string
  readonly href: string
  readonly icon: IconName
  /** This is the page that the link leads to. */
  readonly current?: boolean
}

/** A page of an application. */
export interface AppPage extends DocumentOptions {
  readonly icon: IconName
  /** Where the name of the part leads to. `/` unless given. */
  readonly home?: string
  readonly navigation?: readonly NavigationLink[]
  /** Stands at the end of the bar: who is signed in, and the way out. */
  readonly account?: Content
}

/** A bar with the name of the part and its navigation, and the page under it. */
export function appPage(options: AppPage, content: Content): string {
  const { partName, home = '/', navigation = [], account } = options
  return document(
    options,
    html`<header class="bar">
        <a class="brand" href="${home}">${icon(options.icon)}<span>${partName}</span></a>
        ${
          navigation.length > 0 &&
          html`<nav class="links" aria-label="${partName}">
            ${navigation.map(
              (link) =>
                html`<a href="${link.href}" ${link.current === true && html` aria-current="page"`}
                  >${icon(link.icon)}<span>${link.text}</span></a
                >`,
            )}
          </nav>`
        }
        ${account !== undefined && html`<div class="account">${account}</div>`}
      </header>
      <main class="content" id="content">${content}</main>`,
  )
}
