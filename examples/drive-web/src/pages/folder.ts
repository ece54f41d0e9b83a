import { html, icon, texts, type Content, type Html } from 'sample-ui'
import type { Ancestor, FolderWithPath } from '../api/answers.js'
import type { Item } from '../api/item.js'
import { folderPath, withQuery } from '../paths.js'
import { sortParameter, type Sort } from '../sort.js'
import type { View } from '../view.js'
import { oneItemForm } from './item-menu.js'
import { listing } from './listing.js'
import { drivePage, words as places } from './page.js'
import { searchForm } from './search-form.js'
import { selectionBar } from './selection-bar.js'
import { uploadMenu } from './upload-menu.js'

const words = texts(
  {
    newFolder: 'New folder',
    path: 'Path',
    emptyTop: 'Your Drive is empty',
    emptyTopNote: 'Upload a file, or drop some onto this page.',
    emptyFolder: 'This folder is empty',
    emptyFolderNote: 'Drop files here, or upload some.',
    emptyViewer: 'Its owner has not put anything here yet.',
    readOnly: 'You may look at this folder and download from it.',
    share: 'Share',
    first: 'Back to the start of the list',
  },
  {
    newFolder: 'Yangi jild',
    path: 'Yoʻl',
    emptyTop: 'Drive hali boʻsh',
    emptyTopNote: 'Fayl yuklang yoki uni shu sahifaga tashlang.',
    emptyFolder: 'Bu jild boʻsh',
    emptyFolderNote: 'Fayllarni shu yerga tashlang yoki yuklang.',
    emptyViewer: 'Egasi hali bu yerga hech narsa joylamagan.',
    readOnly: 'Bu jildni koʻrishingiz va undan yuklab olishingiz mumkin.',
    share: 'Ulashish',
    first: 'Roʻyxat boshiga',
  },
)

/** What stands in a folder, or at the top. */
export interface FolderContent {
  /** Nothing at the top. */
  readonly folder: FolderWithPath | undefined
  readonly items: readonly Item[]
  readonly sort: Sort
  /** The address of what comes after. */
  readonly more: string | undefined
  /** Whether this is not the first page. */
  readonly continued: boolean
  /** Where the list of files of this page begins, for the pages of the files. */
  readonly filesFrom: string | undefined
  readonly maxUploadBytes: number
}

/** A folder: the way to it, what can be done here, and what is in it. */
export function folderPage(view: View, content: FolderContent): string {
  const { language } = view
  const { folder, items, sort, more, continued, filesFrom, maxUploadBytes } = content
  const say = words(language)
  const own = folder === undefined || folder.role === 'owner'
  const writable = own || folder.role === 'editor'
  const here = folderPath(folder?.id ?? null)
  const back = withQuery(here, { sort: sortParameter(sort) })
  const title = folder?.name ?? places(language).files
  return drivePage(
    view,
    {
      title,
      place: own ? 'files' : 'shared',
      styles: ['listing.css', 'upload.css'],
      scripts: ['listing.js', 'upload.js'],
    },
    html`<div class="head">
        ${breadcrumbs(view, { folder, own })}
        <div class="tools">
          ${searchForm(language)}
          ${
            writable &&
            html`<a
                class="button"
                href="${withQuery('/drive/new-folder', { parent: folder?.id, back })}"
                data-dialog
                >${icon('folder-plus')}${say.newFolder}</a
              >
              ${uploadMenu({ folder: folder?.id ?? null, back, maxUploadBytes, language })}`
          }
        </div>
      </div>
      ${folder !== undefined && !writable && html`<p class="detail">${say.readOnly}</p>`}
      <div data-uploads hidden></div>
      <div data-listing>
        ${oneItemForm(back)}
        ${
          items.length === 0 && !continued
            ? nothing(content, writable, say)
            : html`<form class="chosen-form" method="post">
                <input type="hidden" name="back" value="${back}" />
                ${own && selectionBar(language)}
                ${listing(items, view, {
                  back,
                  inFolder: folder !== undefined,
                  selectable: own,
                  sorting: { sort, path: here },
                  more,
                  fileQuery: { sort: sortParameter(sort), from: filesFrom },
                })}
              </form>`
        }
        ${continued && html`<p><a href="${back}">${say.first}</a></p>`}
      </div>`,
  )
}

type Words = ReturnType<typeof words>

function nothing({ folder }: FolderContent, writable: boolean, say: Words): Html {
  const note = !writable ? say.emptyViewer : folder === undefined ? say.emptyTopNote : say.emptyFolderNote
  return html`<div class="empty">
    ${icon(writable ? 'cloud-upload' : 'folder-open')}
    <h2>${folder === undefined ? say.emptyTop : say.emptyFolder}</h2>
    <p>${note}</p>
  </div>`
}

/** What the path leads to. */
export interface Breadcrumbs {
  readonly folder: FolderWithPath | undefined
  /** Whether it begins in one's own files, and not in those that others share. */
  readonly own: boolean
  /** The name of a file in the folder. */
  readonly file?: string
}

/** The way from the top to a folder, or to a file in it. */
export function breadcrumbs(view: View, { folder, own, file }: Breadcrumbs): Html {
  const say = places(view.language)
  const top = own ? { name: say.files, href: '/drive' } : { name: say.shared, href: '/drive/shared' }
  const above: readonly Ancestor[] = folder === undefined ? [] : [...folder.path, folder]
  const all = [top, ...above.map(({ id, name }) => ({ name, href: folderPath(id) }))]
  const last = file === undefined ? all.pop() : undefined
  const steps: Content[] = all.map(({ name, href }) => html`<li><a href="${href}">${name}</a></li>`)
  return html`<nav class="breadcrumbs" aria-label="${words(view.language).path}">
    <ol>
      ${steps}
      <li><h1 aria-current="page">${file ?? last?.name}</h1></li>
    </ol>
  </nav>`
}
