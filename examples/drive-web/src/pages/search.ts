import { html, icon, texts } from 'sample-ui'
import type { Item } from '../api/item.js'
import { withQuery } from '../paths.js'
import type { View } from '../view.js'
import { oneItemForm } from './item-menu.js'
import { listing } from './listing.js'
import { drivePage } from './page.js'
import { searchForm } from './search-form.js'
import { selectionBar } from './selection-bar.js'

const words = texts(
  {
    title: 'Search',
    found: (q: string) => `Names with “${q}”`,
    nothing: 'Nothing found',
    note: 'Names are searched, in your own Drive. Part of a name is enough.',
  },
  {
    title: 'Qidiruv',
    found: (q: string) => `Nomida “${q}” borlar`,
    nothing: 'Hech narsa topilmadi',
    note: 'Oʻz Driveʼingizdagi nomlar qidiriladi. Nomning bir qismi kifoya.',
  },
)

/** What a search has found, folders first. */
export interface Found {
  readonly q: string
  readonly items: readonly Item[]
  readonly more: string | undefined
}

export function searchPage(view: View, { q, items, more }: Found): string {
  const say = words(view.language)
  const back = withQuery('/drive/search', { q })
  return drivePage(
    view,
    { title: say.title, place: 'files', styles: ['listing.css'], scripts: ['listing.js'] },
    html`<div class="head">
        <h1>${q === '' ? say.title : say.found(q)}</h1>
        <div class="tools">${searchForm(view.language, q)}</div>
      </div>
      ${
        items.length === 0
          ? html`<div class="empty">
              ${icon('search')}
              <h2>${q === '' ? say.title : say.nothing}</h2>
              <p>${say.note}</p>
            </div>`
          : html`${oneItemForm(back)}
              <form class="chosen-form" method="post">
                <input type="hidden" name="back" value="${back}" />
                ${selectionBar(view.language)}
                ${listing(items, view, { back, inFolder: false, selectable: true, more })}
              </form>`
      }`,
  )
}
