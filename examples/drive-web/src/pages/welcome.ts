import { cardPage, html, icon, texts } from 'sample-ui'
import { withQuery } from '../paths.js'
import type { View } from '../view.js'

const words = texts(
  {
    title: 'Your files, wherever you are',
    lead: 'Keep files, find them again, and share them with people that you choose.',
    signIn: 'Sign in to Drive',
    note: 'You sign in at the authorization server. Drive never sees your password.',
    elsewhere: 'You were signed out everywhere.',
    refused: 'The sign-in was not finished. You can begin it again.',
    expired: 'This sign-in was begun too long ago, or in another browser. Please begin again.',
    invalid:
      'The answer of the authorization server could not be trusted, so nobody was signed in. Please begin again.',
  },
  {
    title: 'Fayllaringiz doim yoningizda',
    lead: 'Fayllarni saqlang, oson toping va oʻzingiz tanlagan odamlarga ulashing.',
    signIn: 'Driveʼga kirish',
    note: 'Ruxsat serverida kirasiz. Drive parolingizni koʻrmaydi.',
    elsewhere: 'Siz hamma joydan chiqdingiz.',
    refused: 'Kirish oxiriga yetmadi. Uni qaytadan boshlashingiz mumkin.',
    expired: 'Kirish juda oldin yoki boshqa brauzerda boshlangan. Iltimos, qaytadan boshlang.',
    invalid:
      'Ruxsat serverining javobi ishonchli emas, shuning uchun hech kim kirmadi. Iltimos, qaytadan boshlang.',
  },
)

/** Why somebody is here who wanted to be elsewhere. */
export type WelcomeReason = 'elsewhere' | 'refused' | 'expired' | 'invalid'

export interface Welcome {
  readonly reason?: WelcomeReason | undefined
  /** Where the sign-in comes back to. */
  readonly back: string
}

/** What the Drive is, for whoever is not signed in. */
export function welcomePage(view: View, { reason, back }: Welcome): string {
  const { language, path, parts, observer } = view
  const say = words(language)
  return cardPage(
    {
      language,
      part: 'drive',
      partName: 'Drive',
      title: say.signIn,
      path,
      parts,
      observer,
      styles: ['/drive/public/drive.css'],
    },
    html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      ${reason !== undefined && html`<p class="notice" role="status">${say[reason]}</p>`}
      <div class="actions">
        <a class="button primary" href="${withQuery('/drive/sign-in', { back })}"
          >${icon('log-in')}${say.signIn}</a
        >
      </div>
      <p class="note">${say.note}</p>`,
  )
}
