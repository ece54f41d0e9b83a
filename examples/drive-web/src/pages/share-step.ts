import { html, icon, texts, type Html } from 'sample-ui'
import type { Share } from '../api/answers.js'
import { nameOf, type Item } from '../api/item.js'
import { day } from '../format.js'
import type { View } from '../view.js'
import { alert, hiddenFields, ofFault, placeOf, stepPage } from './step.js'

const words = texts(
  {
    title: (name: string) => `Share “${name}”`,
    email: 'E-mail address',
    role: 'May',
    viewer: 'view',
    editor: 'edit',
    share: 'Share',
    who: 'Who has access',
    nobody: 'Only you.',
    folderNote: 'Who may see a folder may see all that is in it, now and later.',
    roleOf: (email: string) => `What ${email} may do`,
    save: 'Save',
    saveOf: (email: string) => `Save what ${email} may do`,
    unshare: 'Take back',
    unshareOf: (email: string) => `Take back access from ${email}`,
    since: 'since',
  },
  {
    title: (name: string) => `“${name}”ni ulashish`,
    email: 'Elektron pochta manzili',
    role: 'Huquqi',
    viewer: 'koʻrish',
    editor: 'tahrirlash',
    share: 'Ulashish',
    who: 'Kimlarda ruxsat bor',
    nobody: 'Faqat sizda.',
    folderNote:
      'Jildni koʻra oladigan odam uning ichidagi hamma narsani, keyin qoʻshilganini ham koʻra oladi.',
    roleOf: (email: string) => `${email}: huquqi`,
    save: 'Saqlash',
    saveOf: (email: string) => `${email}: huquqini saqlash`,
    unshare: 'Qaytarib olish',
    unshareOf: (email: string) => `${email}: ruxsatni qaytarib olish`,
    since: 'shu kundan:',
  },
)

export interface ShareStep {
  readonly item: Item
  readonly shares: readonly Share[]
  readonly back: string
  /** What was typed and could not be shared with. */
  readonly email?: string
  readonly fault?: string | undefined
}

type Words = ReturnType<typeof words>

/** Who has access to an item, and a form to share it with somebody else. */
export function shareStepPage(view: View, { item, shares, back, email = '', fault }: ShareStep): string {
  const say = words(view.language)
  const hidden = hiddenFields({ item: nameOf(item), back })
  const content = html`${alert(fault)}
    <form class="share-form" method="post" action="/drive/share">
      ${hidden}
      <div class="field grow">
        <label for="email">${say.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${email}"
          maxlength="254"
          required
          autocomplete="off"
          autofocus
          ${ofFault(fault)}
        />
      </div>
      <div class="field">
        <label for="role">${say.role}</label>
        <select id="role" name="role">
          ${roles('viewer', say)}
        </select>
      </div>
      <button class="primary">${say.share}</button>
    </form>
    ${nameOf(item).startsWith('folder') && html`<p class="detail">${say.folderNote}</p>`}
    <h2 class="section">${say.who}</h2>
    ${shares.length === 0 && html`<p class="detail">${say.nobody}</p>`}
    <ul class="people">
      ${shares.map(
        (share) =>
          html`<li>
            <span class="initial" aria-hidden="true">${Array.from(share.email)[0]?.toUpperCase()}</span>
            <span class="grow"
              ><span class="item-name">${share.email}</span
              ><span class="detail">${say.since} ${day(share.createdAt, view.language)}</span></span
            >
            <form class="row" method="post" action="/drive/share" data-auto>
              ${hidden}<input type="hidden" name="email" value="${share.email}" />
              <select name="role" aria-label="${say.roleOf(share.email)}">
                ${roles(share.role, say)}
              </select>
              <button class="small" aria-label="${say.saveOf(share.email)}">${say.save}</button>
            </form>
            <form method="post" action="/drive/unshare">
              ${hidden}
              <button
                class="tool danger"
                name="email"
                value="${share.email}"
                aria-label="${say.unshareOf(share.email)}"
                title="${say.unshare}"
              >
                ${icon('x')}
              </button>
            </form>
          </li>`,
      )}
    </ul>`
  return stepPage(view, { title: say.title(item.name), place: placeOf(back) }, { back, content, wide: true })
}

function roles(chosen: Share['role'], say: Words): Html[] {
  return (['viewer', 'editor'] as const).map(
    (role) => html`<option value="${role}" ${role === chosen && html` selected`}>${say[role]}</option>`,
  )
}
