import { html, icon, texts } from 'sample-ui'
import type { DriveFile } from '../drive/drive-file.js'
import { nameOf, type Page, type Reader } from '../site.js'
import { listingPage, type Listing, type ListingPlace } from './listing.js'

const words = texts(
  {
    title: 'Documents',
    lead: 'Text documents in your Drive.',
    name: 'Name',
    size: 'Size',
    bytes: (count: number) => `${count} B`,
    sign: 'Sign',
    none: 'There are no text documents',
    noneNote: 'Put a text into your Drive and come back.',
    notFound: 'No document has such a name.',
    signTitle: 'Sign this document?',
    as: 'You sign as',
    account: 'Account',
    digest: 'SHA-256',
    fromIdToken: 'Name and account come from the ID token of your sign-in.',
    download: 'Sign, and download the PDF',
    back: 'Not this one',
    preview: 'The document',
  },
  {
    title: 'Hujjatlar',
    lead: 'Driveʼingizdagi matnli hujjatlar.',
    name: 'Nomi',
    size: 'Hajmi',
    bytes: (count) => `${count} B`,
    sign: 'Imzolash',
    none: 'Matnli hujjat yoʻq',
    noneNote: 'Driveʼga matn yuklang va qaytib keling.',
    notFound: 'Bunday nomli hujjat yoʻq.',
    signTitle: 'Shu hujjatni imzolaysizmi?',
    as: 'Imzolovchi',
    account: 'Hisob',
    digest: 'SHA-256',
    fromIdToken: 'Ism va hisob kirish paytida olingan ID tokendan olinadi.',
    download: 'Imzolash va PDFʼni yuklab olish',
    back: 'Bunisini emas',
    preview: 'Hujjat',
  },
)

export function documentsPage(reader: Reader, files: readonly DriveFile[], place: ListingPlace): Page {
  const say = words(reader.language)
  const listing: Listing = {
    path: '/documents',
    words: say,
    emptyIcon: 'file-x',
    show: (documents) =>
      html`<div class="card table">
        <table>
          <thead>
            <tr>
              <th scope="col">${say.name}</th>
              <th scope="col">${say.size}</th>
              <th><span class="hidden-label">${say.sign}</span></th>
            </tr>
          </thead>
          <tbody>
            ${documents.map(
              ({ id, name, size }) =>
                html`<tr>
                  <td>${name}</td>
                  <td>${say.bytes(size)}</td>
                  <td>
                    <a class="button" href="/sign?document=${id}" aria-label="${say.sign}: ${name}"
                      >${icon('signature')}<span>${say.sign}</span></a
                    >
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  }
  return listingPage(reader, listing, files, place)
}

export interface DocumentToSign {
  readonly file: DriveFile
  readonly text: string
  readonly digest: string
}

const previewLength = 2_000

export function signPage({ language, person }: Reader, { file, text, digest }: DocumentToSign): Page {
  const say = words(language)
  const preview = text.length > previewLength ? `${text.slice(0, previewLength)}…` : text
  return {
    title: say.signTitle,
    content: html`<section class="card narrow">
      <h1>${say.signTitle}</h1>
      <p class="lead"><strong>${file.name}</strong></p>
      <dl class="facts">
        <dt>${say.as}</dt>
        <dd>${person && nameOf(person)}</dd>
        <dt>${say.account}</dt>
        <dd>${person?.claims.sub} · ${person?.claims.iss}</dd>
        <dt>${say.digest}</dt>
        <dd><code>${digest}</code></dd>
      </dl>
      <p class="note">${say.fromIdToken}</p>
      <h2>${say.preview}</h2>
      <pre class="preview">${preview}</pre>
      <div class="actions">
        <a class="button primary" href="/signed.pdf?document=${file.id}" download
          >${icon('signature')}<span>${say.download}</span></a
        >
        <a class="button" href="/documents">${say.back}</a>
      </div>
    </section>`,
  }
}
