import { html, icon, texts } from 'sample-ui'
import { isPrinted } from '../drive/drive-file.js'
import type { DriveFile } from '../drive/drive-file.js'
import type { Page, Reader } from '../site.js'
import { pageLinks, searchForm, type ListingPage } from './listing.js'

export const maximumPhotos = 20

const words = texts(
  {
    title: 'Photos',
    lead: 'Pictures in your Drive. They come through this application: the browser has no access token.',
    print: 'Print',
    choose: (maximum: number) => `Choose up to ${maximum}.`,
    notPrinted: 'shown only',
    none: 'There are no pictures',
    noneNote: 'Put a PNG or JPEG into your Drive and come back.',
    notFound: 'No picture has such a name.',
    order: 'Your print order',
    sheets: (count: number) =>
      count === 1 ? 'One photo, on one page of A4.' : `${count} photos, each on a page of A4.`,
    download: 'Download the PDF',
    back: 'Choose others',
  },
  {
    title: 'Rasmlar',
    lead: 'Driveʼingizdagi rasmlar. Ular shu ilova orqali keladi: brauzerda access token yoʻq.',
    print: 'Chop etish',
    choose: (maximum) => `Koʻpi bilan ${maximum} ta tanlang.`,
    notPrinted: 'faqat koʻrish uchun',
    none: 'Rasm yoʻq',
    noneNote: 'Driveʼga PNG yoki JPEG yuklang va qaytib keling.',
    notFound: 'Bunday nomli rasm yoʻq.',
    order: 'Chop etish buyurtmangiz',
    sheets: (count) =>
      count === 1 ? 'Bitta rasm, A4 varagʻida.' : `${count} ta rasm, har biri alohida A4 varagʻida.`,
    download: 'PDFʼni yuklab olish',
    back: 'Boshqalarini tanlash',
  },
)

export function photosPage({ language }: Reader, files: readonly DriveFile[], list: ListingPage): Page {
  const say = words(language)
  return {
    title: say.title,
    content: html`<div class="stack">
      <div class="row">
        <div class="grow">
          <h1>${say.title}</h1>
          <p class="lead">${say.lead}</p>
        </div>
        <div class="end">${searchForm('/photos', list.query, language)}</div>
      </div>
      ${
        files.length === 0
          ? html`<div class="card empty">
              ${icon('image-off')}
              <h2>${list.query === '' ? say.none : say.notFound}</h2>
              ${list.query === '' && html`<p>${say.noneNote}</p>`}
            </div>`
          : html`<form method="get" action="/print">
              <ul class="photos">
                ${files.map((file) => photo(file, say.notPrinted))}
              </ul>
              <div class="row toolbar">
                <button class="primary">${icon('printer')}<span>${say.print}</span></button>
                <span class="note">${say.choose(maximumPhotos)}</span>
              </div>
            </form>`
      }
      ${pageLinks('/photos', list, language)}
    </div>`,
  }
}

function photo(file: DriveFile, notPrinted: string) {
  const picture = html`<img
    src="/photos/${file.id}"
    alt=""
    loading="lazy"
    decoding="async"
    width="240"
    height="180"
  />`
  return isPrinted(file)
    ? html`<li>
        <label class="photo"
          >${picture}<span class="name"
            ><input type="checkbox" name="photo" value="${file.id}" /><span>${file.name}</span></span
          ></label
        >
      </li>`
    : html`<li>
        <div class="photo">
          ${picture}<span class="name"
            ><span>${file.name}</span><span class="badge">${notPrinted}</span></span
          >
        </div>
      </li>`
}

export function orderPage({ language }: Reader, files: readonly DriveFile[]): Page {
  const say = words(language)
  const chosen = new URLSearchParams(files.map(({ id }): [string, string] => ['photo', id]))
  return {
    title: say.order,
    content: html`<section class="card narrow">
      <h1>${say.order}</h1>
      <p class="lead">${say.sheets(files.length)}</p>
      <ol class="names">
        ${files.map(({ name }) => html`<li>${name}</li>`)}
      </ol>
      <div class="actions">
        <a class="button primary" href="/print.pdf?${chosen.toString()}" download
          >${icon('download')}<span>${say.download}</span></a
        >
        <a class="button" href="/photos">${say.back}</a>
      </div>
    </section>`,
  }
}
