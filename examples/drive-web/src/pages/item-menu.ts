import { html, icon, texts, type Content, type Html, type IconName } from 'sample-ui'
import { isFile, nameOf, type Item } from '../api/item.js'
import { contentPath, stepPath } from '../paths.js'
import type { View } from '../view.js'

const words = texts(
  {
    more: (name: string) => `Actions for ${name}`,
    download: 'Download',
    rename: 'Rename',
    move: 'Move',
    share: 'Share',
    replace: 'Upload a new version',
    trash: 'Move to the trash',
  },
  {
    more: (name: string) => `${name}: amallar`,
    download: 'Yuklab olish',
    rename: 'Nomini oʻzgartirish',
    move: 'Koʻchirish',
    share: 'Ulashish',
    replace: 'Yangi nusxasini yuklash',
    trash: 'Chiqindi qutisiga',
  },
)

/** Where the list of an item stands. */
export interface ItemPlace {
  /** Whether it lies in a folder of the list, so that an editor may move it within what is shared. */
  readonly inFolder: boolean
}

/** What this person may do with an item, and nothing else. */
export function itemActions(item: Item, { language }: View, back: string, { inFolder }: ItemPlace): Content {
  const say = words(language)
  const owner = item.role === 'owner'
  const editor = owner || item.role === 'editor'
  const step = (name: Parameters<typeof stepPath>[0], picture: IconName, text: string) =>
    html`<a href="${stepPath(name, item, back)}" data-dialog>${icon(picture)}${text}</a>`
  return [
    isFile(item) && html`<a href="${contentPath(item.id)}" download>${icon('download')}${say.download}</a>`,
    editor && step('rename', 'pencil', say.rename),
    (owner || (editor && inFolder)) && step('move', 'folder-input', say.move),
    owner && step('share', 'user-plus', say.share),
    editor && isFile(item) && step('replace', 'file-up', say.replace),
    owner &&
      html`<button
        class="plain danger"
        form="one"
        formaction="/drive/trash"
        name="item"
        value="${nameOf(item)}"
      >
        ${icon('trash-2')}${say.trash}
      </button>`,
  ]
}

/** The same, behind a button at the end of a row. The form `one` stands on the page. */
export function itemMenu(item: Item, view: View, back: string, place: ItemPlace): Html | undefined {
  if (!isFile(item) && item.role === 'viewer') return undefined
  return html`<details class="menu" name="menu">
    <summary class="button tool" aria-label="${words(view.language).more(item.name)}">
      ${icon('ellipsis-vertical')}
    </summary>
    <div class="menu-items">${itemActions(item, view, back, place)}</div>
  </details>`
}

/** For the buttons of menus, which stand inside of another form. */
export function oneItemForm(back: string): Html {
  return html`<form id="one" method="post"><input type="hidden" name="back" value="${back}" /></form>`
}
