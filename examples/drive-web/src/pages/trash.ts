import { html, icon, texts, type Html } from 'sample-ui'
import { nameOf, type Item } from '../api/item.js'
import { stepPath } from '../paths.js'
import type { View } from '../view.js'
import { oneItemForm } from './item-menu.js'
import { listing } from './listing.js'
import { drivePage, words as places } from './page.js'
import { selectionBar } from './selection-bar.js'

const words = texts(
  {
    nothing: 'The trash is empty',
    note: 'What you move to the trash stays here until you restore it, or delete it for good.',
    empty: 'Empty the trash',
    restore: 'Restore',
    delete: 'Delete for good',
    named: (action: string, name: string) => `${action}: ${name}`,
  },
  {
    nothing: 'Chiqindi qutisi boʻsh',
    note: 'Bu yerga tashlangan narsalar tiklanguncha yoki butunlay oʻchirilguncha saqlanadi.',
    empty: 'Qutini boʻshatish',
    restore: 'Tiklash',
    delete: 'Butunlay oʻchirish',
    named: (action: string, name: string) => `${action}: ${name}`,
  },
)

const here = '/drive/trash'

/** What was moved into the trash. */
export function trashPage(
  view: View,
  { items, more }: { readonly items: readonly Item[]; readonly more: string | undefined },
): string {
  const { language } = view
  const say = words(language)
  const title = places(language).trash
  return drivePage(
    view,
    { title, place: 'trash', styles: ['listing.css'], scripts: ['listing.js'] },
    html`<div class="head">
        <h1>${title}</h1>
        ${
          items.length > 0 &&
          html`<div class="tools">
            <a class="button danger" href="/drive/delete?all=1" data-dialog>${icon('trash-2')}${say.empty}</a>
          </div>`
        }
      </div>
      ${
        items.length === 0
          ? html`<div class="empty">
              ${icon('trash-2')}
              <h2>${say.nothing}</h2>
              <p>${say.note}</p>
            </div>`
          : html`<p class="detail">${say.note}</p>
              ${oneItemForm(here)}
              <form class="chosen-form" method="post">
                <input type="hidden" name="back" value="${here}" />
                ${selectionBar(language, true)}
                ${listing(items, view, {
                  back: here,
                  inFolder: false,
                  selectable: true,
                  linked: false,
                  more,
                  end: (item) => actions(item, say),
                })}
              </form>`
      }`,
  )
}

function actions(item: Item, say: ReturnType<typeof words>): Html {
  return html`<span class="row-actions">
    <button
      class="tool"
      form="one"
      formaction="/drive/restore"
      name="item"
      value="${nameOf(item)}"
      aria-label="${say.named(say.restore, item.name)}"
      title="${say.restore}"
    >
      ${icon('archive-restore')}
    </button>
    <a
      class="button tool"
      href="${stepPath('delete', item, here)}"
      data-dialog
      aria-label="${say.named(say.delete, item.name)}"
      title="${say.delete}"
      >${icon('trash-2')}</a
    >
  </span>`
}
