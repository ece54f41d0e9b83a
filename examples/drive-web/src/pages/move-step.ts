import { html, icon, texts } from 'sample-ui'
import type { Ancestor, DriveFolder, FolderWithPath } from '../api/answers.js'
import { withQuery } from '../paths.js'
import type { View } from '../view.js'
import { words as places } from './page.js'
import { alert, cancel, hiddenFields, placeOf, stepPage } from './step.js'

const words = texts(
  {
    title: (n: number) => (n === 1 ? 'Move' : `Move ${n} items`),
    to: 'Where to?',
    here: (name: string) => `Move to “${name}”`,
    none: 'There are no folders here.',
    more: 'More folders',
    open: 'Folders',
    there: 'It lies here already.',
  },
  {
    title: (n: number) => (n === 1 ? 'Koʻchirish' : `${n} ta narsani koʻchirish`),
    to: 'Qayerga?',
    here: (name: string) => `“${name}” ichiga koʻchirish`,
    none: 'Bu yerda jild yoʻq.',
    more: 'Yana jildlar',
    open: 'Jildlar',
    there: 'U shu yerning oʻzida turibdi.',
  },
)

/** The folder that the picker stands in, and what lies in it. */
export interface MoveStep {
  /** Names of the items that are to be moved. */
  readonly items: readonly string[]
  /** Nothing at the top. */
  readonly folder: FolderWithPath | undefined
  readonly folders: readonly DriveFolder[]
  /** The cursor of further folders. */
  readonly next: string | null
  /** Whether the picker may go up to the top: what is somebody else's stays within what is shared. */
  readonly toTop: boolean
  /** Whether the items lie in this folder already. */
  readonly there: boolean
  readonly back: string
  readonly fault?: string | undefined
}

/** Walks through the folders, one at a time, and moves the items into the one that is open. */
export function moveStepPage(view: View, step: MoveStep): string {
  const { items, folder, folders, next, toTop, there, back, fault } = step
  const say = words(view.language)
  const top = places(view.language).files
  const at = (to: string, cursor?: string) => withQuery('/drive/move', { item: items, to, cursor, back })
  const above: readonly Ancestor[] = folder === undefined ? [] : [...folder.path, folder]
  const trail = [...(toTop ? [{ id: 'root', name: top }] : []), ...above]
  const content = html`${alert(fault)}
    <p class="lead">${say.to}</p>
    <nav class="breadcrumbs small" aria-label="${say.open}">
      <ol>
        ${trail.map(({ id, name }, index) =>
          index === trail.length - 1
            ? html`<li><strong aria-current="true">${name}</strong></li>`
            : html`<li><a href="${at(id)}" data-dialog>${name}</a></li>`,
        )}
      </ol>
    </nav>
    <ul class="picker">
      ${folders.map(({ id, name }) =>
        items.includes(`folder:${id}`)
          ? html`<li>
              <span class="item off">${icon('folder')}<span class="item-name">${name}</span></span>
            </li>`
          : html`<li>
              <a class="item" href="${at(id)}" data-dialog
                >${icon('folder')}<span class="item-name">${name}</span>${icon('chevron-right')}</a
              >
            </li>`,
      )}
      ${folders.length === 0 && html`<li class="detail">${say.none}</li>`}
      ${next !== null && html`<li><a class="item" href="${at(folder?.id ?? 'root', next)}" data-dialog>${say.more}</a></li>`}
    </ul>
    ${there && html`<p class="detail">${say.there}</p>`}
    <form method="post" action="/drive/move">
      ${hiddenFields({ item: items, to: folder?.id ?? 'root', back })}
      <div class="actions">
        <button class="primary" ${there && html` disabled`}>${say.here(folder?.name ?? top)}</button>
        ${cancel(back, view.language)}
      </div>
    </form>`
  return stepPage(view, { title: say.title(items.length), place: placeOf(back) }, { back, content })
}
