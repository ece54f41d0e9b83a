import { html, texts } from 'sample-ui'
import type { View } from '../view.js'
import { cancel, hiddenFields, stepPage } from './step.js'

const words = texts(
  {
    title: 'Delete for good',
    one: 'It is deleted from the Drive and cannot be brought back.',
    several: (n: number) => `${n} items are deleted from the Drive and cannot be brought back.`,
    all: 'All that is in the trash is deleted from the Drive and cannot be brought back.',
    signIn: 'If you have signed in more than five minutes ago, you are asked for your password first.',
    signedIn: 'You have signed in again. One more click finishes it.',
    go: 'Delete for good',
  },
  {
    title: 'Butunlay oʻchirish',
    one: 'U Driveʼdan oʻchiriladi va qayta tiklab boʻlmaydi.',
    several: (n: number) => `${n} ta narsa Driveʼdan oʻchiriladi va qayta tiklab boʻlmaydi.`,
    all: 'Chiqindi qutisidagi hamma narsa Driveʼdan oʻchiriladi va qayta tiklab boʻlmaydi.',
    signIn: 'Agar besh daqiqadan oldin kirgan boʻlsangiz, avval parolingiz soʻraladi.',
    signedIn: 'Qaytadan kirdingiz. Yana bir bosish bilan yakunlanadi.',
    go: 'Butunlay oʻchirish',
  },
)

export interface DeleteStep {
  /** Names of items, or all that is in the trash. */
  readonly items: readonly string[] | 'all'
  /** Whether the person has signed in again for it. */
  readonly again: boolean
  readonly back: string
}

/** Asks before something is deleted that cannot be brought back. */
export function deleteStepPage(view: View, { items, again, back }: DeleteStep): string {
  const say = words(view.language)
  const sentence = items === 'all' ? say.all : items.length === 1 ? say.one : say.several(items.length)
  const content = html`<p>${sentence}</p>
    ${again ? html`<p class="success">${say.signedIn}</p>` : html`<p class="detail">${say.signIn}</p>`}
    <form method="post" action="/drive/delete">
      ${hiddenFields(items === 'all' ? { all: '1', back } : { item: items, back })}
      <div class="actions">
        <button class="primary destructive">${say.go}</button>
        ${cancel(back, view.language)}
      </div>
    </form>`
  return stepPage(view, { title: say.title, place: 'trash' }, { back, content })
}
