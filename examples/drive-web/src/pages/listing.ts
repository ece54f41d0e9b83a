import { html, icon, texts, type Content, type Html, type Language } from 'sample-ui'
import type { DriveFile } from '../api/answers.js'
import { isFile, nameOf, type Item } from '../api/item.js'
import { day, size } from '../format.js'
import { hasThumbnail, iconOf } from '../kinds.js'
import { imagePath, itemPath, withQuery } from '../paths.js'
import { sortAfterClick, type Sort, type SortColumn } from '../sort.js'
import type { View } from '../view.js'
import { itemMenu, type ItemPlace } from './item-menu.js'

const words = texts(
  {
    name: 'Name',
    added: 'Added',
    size: 'Size',
    actions: 'Actions',
    select: (name: string) => `Select ${name}`,
    all: 'Select all',
    folder: 'Folder',
    from: (who: string) => `from ${who}`,
    more: 'Show more',
    viewer: 'can view',
    editor: 'can edit',
    list: 'Files and folders',
  },
  {
    name: 'Nomi',
    added: 'Qoʻshilgan',
    size: 'Hajmi',
    actions: 'Amallar',
    select: (name: string) => `Tanlash: ${name}`,
    all: 'Hammasini tanlash',
    folder: 'Jild',
    from: (who: string) => `${who} ulashgan`,
    more: 'Yana koʻrsatish',
    viewer: 'koʻra oladi',
    editor: 'tahrirlay oladi',
    list: 'Fayllar va jildlar',
  },
)

/** How a list looks, besides what is in it. */
export interface ListingOptions extends ItemPlace {
  /** The address of the page, to which the actions come back. */
  readonly back: string
  /** Where the heads of the columns lead; without it the list has one order. */
  readonly sorting?: { readonly sort: Sort; readonly path: string } | undefined
  /** Whether several can be chosen; it takes an item of one's own. */
  readonly selectable?: boolean
  /** The address of what comes after; nothing on the last page. */
  readonly more?: string | undefined
  /** What the addresses of files carry, so that their pages know what stands before and after. */
  readonly fileQuery?: Readonly<Record<string, string | undefined>>
  /** What stands at the end of a row. The menu of the item unless given. */
  readonly end?: (item: Item) => Content
  /** Whether names lead to the items: those in the trash cannot be opened. */
  readonly linked?: boolean
}

/** A table of folders and files. Scripts add the rows of further pages to its body. */
export function listing(items: readonly Item[], view: View, options: ListingOptions): Html {
  const say = words(view.language)
  const selectable = options.selectable === true
  return html`<table class="listing" aria-label="${say.list}">
      <thead>
        <tr>
          ${
            selectable &&
            html`<th class="check" scope="col">
              <input type="checkbox" data-select-all hidden aria-label="${say.all}" />
            </th>`
          }
          ${head('name', say.name, options)} ${head('createdAt', say.added, options)}
          ${head('size', say.size, options)}
          <th class="end" scope="col"><span class="hidden-label">${say.actions}</span></th>
        </tr>
      </thead>
      <tbody data-rows>
        ${items.map((item) => row(item, view, options))}
      </tbody>
    </table>
    <p class="more" data-more-place>
      ${options.more !== undefined && html`<a class="button" href="${options.more}" data-more>${say.more}</a>`}
    </p>`
}

function head(column: SortColumn, text: string, { sorting }: ListingOptions): Html {
  if (sorting === undefined) return html`<th class="${column}" scope="col">${text}</th>`
  const { sort, path } = sorting
  const down = sort === `-${column}`
  const state = sort === column ? 'ascending' : down ? 'descending' : 'none'
  const next = withQuery(path, { sort: sortAfterClick(column, sort) })
  return html`<th class="${column}" scope="col" aria-sort="${state}">
    <a href="${next}">${text}${state !== 'none' && icon(down ? 'arrow-down' : 'arrow-up')}</a>
  </th>`
}

function row(item: Item, view: View, options: ListingOptions): Html {
  const { language } = view
  const say = words(language)
  const { linked = true, selectable = false, fileQuery = {} } = options
  const added = day(item.createdAt, language)
  const bytes = isFile(item) ? size(item.size, language) : undefined
  const content = html`${picture(item)}<span class="item-name">${item.name}</span>`
  const to = isFile(item) ? withQuery(itemPath(item), fileQuery) : itemPath(item)
  return html`<tr>
    ${
      selectable &&
      html`<td class="check">
        ${
          item.role === 'owner' &&
          html`<input
            type="checkbox"
            name="item"
            value="${nameOf(item)}"
            aria-label="${say.select(item.name)}"
          />`
        }
      </td>`
    }
    <td class="name">
      ${linked ? html`<a class="item" href="${to}">${content}</a>` : html`<span class="item">${content}</span>`}
      <span class="about">${about(item, language)}</span>
      <span class="about narrow">${added}${bytes !== undefined && html` · ${bytes}`}</span>
    </td>
    <td class="createdAt">${added}</td>
    <td class="size">${bytes ?? html`<span class="hidden-label">${say.folder}</span>`}</td>
    <td class="end">
      ${options.end === undefined ? itemMenu(item, view, options.back, options) : options.end(item)}
    </td>
  </tr>`
}

/** The picture itself where it is small, else a sign of what kind it is. It is an ornament: the name stands beside it. */
function picture(item: Item): Html {
  if (!isFile(item)) return html`<span class="sign folder">${icon('folder')}</span>`
  return hasThumbnail(item) ? thumbnail(item) : html`<span class="sign">${icon(iconOf(item))}</span>`
}

function thumbnail({ id }: DriveFile): Html {
  return html`<img
    class="sign"
    src="${imagePath(id)}"
    alt=""
    width="40"
    height="40"
    loading="lazy"
    decoding="async"
  />`
}

/** Whose it is, and what one may do with it, where it is somebody else's. */
function about({ role, owner }: Item, language: Language): Content {
  if (role === 'owner') return undefined
  const say = words(language)
  const who = owner?.name ?? owner?.email
  return html`${who !== undefined && html`${say.from(who)} · `}${say[role]}`
}
