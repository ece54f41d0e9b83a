import { html, icon, texts, type Content } from 'sample-ui'
import { count as formatCount } from '../format.js'
import type { Done, Notice } from '../notice.js'
import type { View } from '../view.js'

type Sentences = Readonly<Record<Done, (count: string, several: boolean) => string>>

const sentences = texts<Sentences>(
  {
    uploaded: () => 'The file is uploaded.',
    'folder-created': () => 'The folder is there.',
    renamed: () => 'The new name is saved.',
    moved: (n, several) => (several ? `${n} items were moved.` : 'Moved.'),
    trashed: (n, several) => (several ? `${n} items are in the trash.` : 'It is in the trash.'),
    restored: (n, several) => (several ? `${n} items are back.` : 'It is back.'),
    deleted: (n, several) => (several ? `${n} items are deleted for good.` : 'It is deleted for good.'),
    'trash-emptied': () => 'The trash is empty.',
    replaced: () => 'The new version is saved.',
    'access-ended': () => 'The app has no access any more, from this moment on.',
    repeat: () => 'You were signed out in the meantime. You are back now; please do it once more.',
  },
  {
    uploaded: () => 'Fayl yuklandi.',
    'folder-created': () => 'Jild yaratildi.',
    renamed: () => 'Yangi nom saqlandi.',
    moved: (n, several) => (several ? `${n} ta narsa koʻchirildi.` : 'Koʻchirildi.'),
    trashed: (n, several) => (several ? `${n} ta narsa chiqindi qutisida.` : 'Chiqindi qutisiga tashlandi.'),
    restored: (n, several) => (several ? `${n} ta narsa tiklandi.` : 'Tiklandi.'),
    deleted: (n, several) => (several ? `${n} ta narsa butunlay oʻchirildi.` : 'Butunlay oʻchirildi.'),
    'trash-emptied': () => 'Chiqindi qutisi boʻshatildi.',
    replaced: () => 'Yangi nusxa saqlandi.',
    'access-ended': () => 'Ilovaning ruxsati shu lahzadan boshlab bekor qilindi.',
    repeat: () => 'Bu orada seansingiz tugagan edi. Endi qaytdingiz; iltimos, amalni takrorlang.',
  },
)

const words = texts(
  { undo: 'Undo', failed: (n: string) => `It did not work for ${n}.` },
  { undo: 'Qaytarish', failed: (n: string) => `${n} tasi bilan buning iloji boʻlmadi.` },
)

/** What the form that led to this page has done, with a way back where there is one. */
export function noticeOf({ notice, language, path }: View): Content {
  if (notice === undefined) return undefined
  return html`<div class="${notice.done === 'repeat' ? 'notice' : 'success'} said" role="status">
    ${icon(notice.done === 'repeat' ? 'info' : 'check')}<span>${sentence(notice, language)}</span>
    ${
      notice.undo.length > 0 &&
      html`<form method="post" action="/drive/restore">
        <input type="hidden" name="back" value="${path}" />
        ${notice.undo.map((item) => html`<input type="hidden" name="item" value="${item}" />`)}
        <button class="small">${icon('undo-2')}${words(language).undo}</button>
      </form>`
    }
  </div>`
}

function sentence({ done, count, failed }: Notice, language: View['language']): string {
  const said = sentences(language)[done](formatCount(count, language), count > 1)
  return failed === 0 ? said : `${said} ${words(language).failed(formatCount(failed, language))}`
}
