import { html, icon, texts } from 'sample-ui'
import type { Item } from '../api/item.js'
import type { View } from '../view.js'
import { oneItemForm } from './item-menu.js'
import { listing } from './listing.js'
import { drivePage, words as places } from './page.js'

const words = texts(
  {
    nothing: 'Nobody shares anything with you',
    note: 'What others share with your e-mail address appears here.',
  },
  {
    nothing: 'Hozircha sizga hech narsa ulashilmagan',
    note: 'Boshqalar elektron pochta manzilingizga ulashgan narsalar shu yerda chiqadi.',
  },
)

/** What others share with this person. */
export function sharedPage(
  view: View,
  { items, more }: { readonly items: readonly Item[]; readonly more: string | undefined },
): string {
  const say = words(view.language)
  const title = places(view.language).shared
  return drivePage(
    view,
    { title, place: 'shared', styles: ['listing.css'], scripts: ['listing.js'] },
    html`<div class="head"><h1>${title}</h1></div>
      ${
        items.length === 0
          ? html`<div class="empty">
              ${icon('users')}
              <h2>${say.nothing}</h2>
              <p>${say.note}</p>
            </div>`
          : html`${oneItemForm('/drive/shared')}
            ${listing(items, view, { back: '/drive/shared', inFolder: false, more })}`
      }`,
  )
}
