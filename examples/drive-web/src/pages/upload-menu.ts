import { html, icon, texts, type Html, type Language } from 'sample-ui'
import { size } from '../format.js'
import { withQuery } from '../paths.js'

const words = texts(
  {
    upload: 'Upload',
    file: 'File',
    send: 'Upload this file',
    atMost: (most: string) => `At most ${most}.`,
    drop: 'Drop files here to upload them',
    script: {
      title: 'Uploads',
      waiting: 'waiting',
      done: 'uploaded',
      cancelled: 'cancelled',
      cancel: 'Cancel {name}',
      close: 'Close the list of uploads',
      offline: 'The connection broke off. Check it, and try again.',
      large: 'The file is too large.',
      folder: 'This is a folder. Choose the files in it.',
      empty: 'The file is empty.',
      again: 'Try again',
      expired: 'You are signed out. Sign in again to go on.',
      many: 'Only the first {n} files are taken at once.',
      finished: '{n} uploaded, {m} not',
    },
  },
  {
    upload: 'Yuklash',
    file: 'Fayl',
    send: 'Faylni yuklash',
    atMost: (most: string) => `Eng koʻpi bilan ${most}.`,
    drop: 'Yuklash uchun fayllarni shu yerga tashlang',
    script: {
      title: 'Yuklanayotganlar',
      waiting: 'navbatda',
      done: 'yuklandi',
      cancelled: 'bekor qilindi',
      cancel: 'Bekor qilish: {name}',
      close: 'Yuklanganlar roʻyxatini yopish',
      offline: 'Aloqa uzildi. Uni tekshirib, qayta urinib koʻring.',
      large: 'Fayl juda katta.',
      folder: 'Bu — jild. Uning ichidagi fayllarni tanlang.',
      empty: 'Fayl boʻsh.',
      again: 'Qayta urinish',
      expired: 'Seansingiz tugadi. Davom etish uchun qaytadan kiring.',
      many: 'Bir vaqtda faqat dastlabki {n} ta fayl olinadi.',
      finished: '{n} ta yuklandi, {m} ta yuklanmadi',
    },
  },
)

export interface UploadMenuOptions {
  /** The folder into which files go; null for the top. */
  readonly folder: string | null
  /** Where it comes back to. */
  readonly back: string
  readonly maxUploadBytes: number
  readonly language: Language
}

/** A form for one file; a script makes it take several, also dropped onto the page, each with its progress. */
export function uploadMenu({ folder, back, maxUploadBytes, language }: UploadMenuOptions): Html {
  const say = words(language)
  const action = withQuery('/drive/upload', { folder: folder ?? undefined, back })
  return html`<details class="menu" name="menu">
    <summary class="button primary" data-upload-open>${icon('upload')}${say.upload}</summary>
    <form
      class="menu-items upload"
      method="post"
      action="${action}"
      enctype="multipart/form-data"
      data-upload
      data-most="${maxUploadBytes}"
      ${Object.entries(say.script).map(([name, text]) => html`data-${name}="${text}" `)}
      data-drop="${say.drop}"
    >
      <label for="upload-file">${say.file}</label>
      <input id="upload-file" type="file" name="file" required />
      <p class="detail">${say.atMost(size(maxUploadBytes, language))}</p>
      <div class="actions"><button class="primary">${say.send}</button></div>
    </form>
  </details>`
}
