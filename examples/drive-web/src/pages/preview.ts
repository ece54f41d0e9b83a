import { html, icon, texts, type Content, type Html } from 'sample-ui'
import type { DriveFile, FolderWithPath } from '../api/answers.js'
import { dayAndTime, size } from '../format.js'
import { iconOf } from '../kinds.js'
import { contentPath, folderPath, imagePath } from '../paths.js'
import type { View } from '../view.js'
import { breadcrumbs } from './folder.js'
import { itemActions, oneItemForm } from './item-menu.js'
import { drivePage } from './page.js'

const words = texts(
  {
    none: 'There is no preview of this kind of file.',
    big: 'It is too large to be shown here.',
    cut: (shown: string) => `The first ${shown} are shown. Download the file to read all of it.`,
    empty: 'There is no text in it.',
    text: (name: string) => `Content of ${name}`,
    previous: 'Previous',
    next: 'Next',
    around: 'Files beside this one',
    about: 'About this file',
    size: 'Size',
    type: 'Type',
    added: 'Added',
    changed: 'Changed',
    owner: 'Owner',
    you: 'you',
    access: 'Your access',
    viewer: 'view',
    editor: 'edit',
    actions: 'Actions',
    download: 'Download',
  },
  {
    none: 'Bu turdagi faylni shu yerda koʻrib boʻlmaydi.',
    big: 'Bu yerda koʻrsatish uchun juda katta.',
    cut: (shown: string) => `Dastlabki ${shown} koʻrsatildi. Hammasini oʻqish uchun faylni yuklab oling.`,
    empty: 'Ichida matn yoʻq.',
    text: (name: string) => `${name}: mazmuni`,
    previous: 'Oldingi',
    next: 'Keyingi',
    around: 'Yonidagi fayllar',
    about: 'Fayl haqida',
    size: 'Hajmi',
    type: 'Turi',
    added: 'Qoʻshilgan',
    changed: 'Oʻzgartirilgan',
    owner: 'Egasi',
    you: 'siz',
    access: 'Huquqingiz',
    viewer: 'koʻrish',
    editor: 'tahrirlash',
    actions: 'Amallar',
    download: 'Yuklab olish',
  },
)

/** What can be shown of a file. */
export type Preview =
  | { readonly kind: 'picture' }
  | { readonly kind: 'text'; readonly text: string; readonly cutAfterBytes: number | undefined }
  | { readonly kind: 'too-big' }
  | { readonly kind: 'none' }

export interface PreviewOptions {
  readonly file: DriveFile
  /** Nothing at the top, and where the caller may see the file and not its folder. */
  readonly folder: FolderWithPath | undefined
  readonly preview: Preview
  /** The addresses of the files before and after it. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** A file: what it holds, what is known of it, and what can be done with it. */
export function previewPage(view: View, { file, folder, preview, previous, next }: PreviewOptions): string {
  const say = words(view.language)
  const { language, path } = view
  const actions = itemActions(file, view, path, { inFolder: folder !== undefined })
  return drivePage(
    view,
    {
      title: file.name,
      place: file.role === 'owner' ? 'files' : 'shared',
      styles: ['preview.css'],
      scripts: ['preview.js'],
    },
    html`<div class="head">
        ${breadcrumbs(view, { folder, own: file.role === 'owner', file: file.name })}
        <nav class="tools" aria-label="${say.around}">
          ${beside('prev', previous, say.previous)} ${beside('next', next, say.next)}
        </nav>
      </div>
      <div class="file-page">
        <div class="preview">${shown(file, preview, view)}</div>
        <aside class="card file-facts" aria-label="${say.about}">
          <h2>${say.about}</h2>
          <dl class="facts">
            <dt>${say.size}</dt>
            <dd>${size(file.size, language)}</dd>
            <dt>${say.type}</dt>
            <dd>${file.contentType}</dd>
            <dt>${say.added}</dt>
            <dd>${dayAndTime(file.createdAt, language)}</dd>
            ${
              file.updatedAt !== file.createdAt &&
              html`<dt>${say.changed}</dt>
                <dd>${dayAndTime(file.updatedAt, language)}</dd>`
            }
            <dt>${say.owner}</dt>
            <dd>${ownerOf(file, say)}</dd>
            ${
              file.role !== 'owner' &&
              html`<dt>${say.access}</dt>
                <dd>${say[file.role]}</dd>`
            }
          </dl>
          ${oneItemForm(folderPath(file.role === 'owner' ? file.folder : null))}
          <div class="file-actions" role="group" aria-label="${say.actions}">${actions}</div>
        </aside>
      </div>`,
  )
}

type Words = ReturnType<typeof words>

function ownerOf({ role, owner }: DriveFile, say: Words): string {
  return role === 'owner' ? say.you : (owner?.name ?? owner?.email ?? '—')
}

function beside(rel: 'prev' | 'next', href: string | undefined, text: string): Html {
  const picture = icon(rel === 'prev' ? 'chevron-left' : 'chevron-right')
  return href === undefined
    ? html`<span class="button tool off" aria-hidden="true">${picture}</span>`
    : html`<a class="button tool" rel="${rel}" href="${href}" aria-label="${text}" title="${text}"
        >${picture}</a
      >`
}

function shown(file: DriveFile, preview: Preview, { language }: View): Content {
  const say = words(language)
  switch (preview.kind) {
    case 'picture':
      return html`<img src="${imagePath(file.id)}" alt="${file.name}" />`
    case 'text':
      return html`${
        preview.cutAfterBytes !== undefined &&
        html`<p class="notice">${say.cut(size(preview.cutAfterBytes, language))}</p>`
      }
      ${
        preview.text === ''
          ? html`<p class="detail">${say.empty}</p>`
          : html`<pre class="text" tabindex="0" role="region" aria-label="${say.text(file.name)}">
${preview.text}</pre>`
      }`
    case 'too-big':
    case 'none':
      return html`<div class="empty">
        ${icon(iconOf(file))}
        <h2>${preview.kind === 'none' ? say.none : say.big}</h2>
        <p>
          <a class="button primary" href="${contentPath(file.id)}" download
            >${icon('download')}${say.download}</a
          >
        </p>
      </div>`
  }
}
