import { html, icon, texts, type IconName } from 'sample-ui'
import type { View } from '../view.js'
import { drivePage } from './page.js'

interface Words {
  readonly title: string
  readonly text: string
}

/** What can go wrong on a page. */
export type PageProblem =
  'not-found' | 'read-only' | 'refused' | 'api' | 'issuer' | 'no-token' | 'form' | 'fault'

const words = texts<Readonly<Record<PageProblem, Words>>>(
  {
    'not-found': {
      title: 'There is nothing here',
      text: 'It was deleted or moved, its owner does not share it any more, or the address is wrong.',
    },
    'read-only': {
      title: 'You may look, but not change',
      text: 'Its owner lets you see this. Ask them if you want to change it.',
    },
    refused: { title: 'The Drive does not do this', text: 'Go back and try something else.' },
    api: {
      title: 'The Drive does not answer',
      text: 'Your files are safe. Please try again in a while; you stay signed in.',
    },
    issuer: {
      title: 'The authorization server does not answer',
      text: 'Your session here goes on, but access to the files has to be renewed now and cannot be. Please try again in a while.',
    },
    'no-token': {
      title: 'Access was not granted',
      text: 'The authorization server gives this page no access to what it needs. Sign out and in again; if that does not help, it is set up wrongly.',
    },
    form: { title: 'This form cannot be read', text: 'Go back, load the page again, and try once more.' },
    fault: { title: 'Something went wrong', text: 'It is our fault, and was noted. Please try again later.' },
  },
  {
    'not-found': {
      title: 'Bu yerda hech narsa yoʻq',
      text: 'U oʻchirilgan yoki koʻchirilgan, egasi uni endi ulashmayapti yoki manzil notoʻgʻri.',
    },
    'read-only': {
      title: 'Koʻra olasiz, lekin oʻzgartira olmaysiz',
      text: 'Egasi buni faqat koʻrishingizga ruxsat bergan. Oʻzgartirmoqchi boʻlsangiz, undan soʻrang.',
    },
    refused: { title: 'Drive buni bajarmadi', text: 'Orqaga qaytib, boshqacha urinib koʻring.' },
    api: {
      title: 'Drive javob bermayapti',
      text: 'Fayllaringiz joyida. Birozdan keyin qayta urinib koʻring; tizimda qolasiz.',
    },
    issuer: {
      title: 'Ruxsat serveri javob bermayapti',
      text: 'Bu yerdagi seansingiz davom etmoqda, lekin fayllarga ruxsatni hozir yangilash kerak va buning iloji boʻlmadi. Birozdan keyin qayta urinib koʻring.',
    },
    'no-token': {
      title: 'Ruxsat berilmadi',
      text: 'Ruxsat serveri bu sahifaga kerakli ruxsatni bermayapti. Chiqib, qaytadan kiring; yordam bermasa, u notoʻgʻri sozlangan.',
    },
    form: {
      title: 'Bu formani oʻqib boʻlmadi',
      text: 'Orqaga qayting, sahifani qayta yuklang va yana urinib koʻring.',
    },
    fault: {
      title: 'Nimadir xato ketdi',
      text: 'Bu bizning xatomiz va u qayd etildi. Keyinroq qayta urinib koʻring.',
    },
  },
)

const more = texts(
  { again: 'Try again', home: 'My files', number: 'Number of this fault' },
  { again: 'Qayta urinish', home: 'Fayllarim', number: 'Xato raqami' },
)

const icons: Readonly<Record<PageProblem, IconName>> = {
  'not-found': 'file-question-mark',
  'read-only': 'lock',
  refused: 'circle-alert',
  api: 'cloud-off',
  issuer: 'cloud-off',
  'no-token': 'key-round',
  form: 'circle-alert',
  fault: 'triangle-alert',
}

export interface ProblemPage {
  readonly problem: PageProblem
  /** Where trying again leads; nothing where it is of no use. */
  readonly again?: string | undefined
  /** By which the log knows it. */
  readonly id?: string | undefined
}

/** Says what went wrong, and what one can do about it. */
export function problemPage(view: View, { problem, again, id }: ProblemPage): string {
  const { title, text } = words(view.language)[problem]
  const say = more(view.language)
  return drivePage(
    view,
    { title },
    html`<div class="empty problem" data-step>
      ${icon(icons[problem])}
      <h1 id="step-title">${title}</h1>
      <p>${text}</p>
      ${id !== undefined && html`<p class="detail">${say.number}: <code>${id}</code></p>`}
      <div class="actions">
        ${again !== undefined && html`<a class="button primary" href="${again}">${icon('refresh-cw')}${say.again}</a>`}
        <a class="button" href="/drive" data-close>${icon('folder')}${say.home}</a>
      </div>
    </div>`,
  )
}

/** The same in a sentence, for scripts. */
export function problemText(problem: PageProblem, language: View['language']): string {
  const { title, text } = words(language)[problem]
  return `${title}. ${text}`
}
