import { html, icon, texts } from 'sample-ui'
import { isPrinted } from '../drive/drive-file.js'
import type { DriveFile } from '../drive/drive-file.js'
import type { Page, Reader } from '../site.js'
import { listingPage, type Listing, type ListingPlace } from './listing.js'

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

export function photosPage(reader: Reader, files: readonly DriveFile[], place: ListingPlace): Page {
  const say = words(reader.language)
  const listing: Listing = {
    path: '/photos',
    words: say,
    emptyIcon: 'image-off',
    show: (photos) =>
      html`<form method="get" action="/print">
        <ul class="photos">
          ${photos.map((file) => photo(file, say.notPrinted))}
        </ul>
        <div class="row toolbar">
          <button class="primary">${icon('printer')}<span>${say.print}</span></button>
          <span class="note">${say.choose(maximumPhotos)}</span>
        </div>
      </form>`,
  }
  return listingPage(reader, listing, files, place)
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
