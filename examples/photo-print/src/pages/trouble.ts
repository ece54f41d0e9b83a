import { html, icon, texts, type IconName, type Language } from 'sample-ui'
import type { Page } from '../site.js'

export type Trouble =
  | 'issuer_unavailable'
  | 'drive_unavailable'
  | 'busy'
  | 'not_found'
  | 'bad_request'
  | 'failed'
  | 'sign_in_over'
  | 'answer_not_trusted'

const words = texts(
  {
    issuer_unavailable: {
      title: 'The authorization server does not answer',
      text: 'You are not signed out, and nothing is lost: the session here goes on. New tokens come when it is back.',
    },
    drive_unavailable: {
      title: 'The Drive does not answer',
      text: 'You are not signed out, and your files are where they were. Try again in a moment.',
    },
    busy: { title: 'Too much is being printed', text: 'Try again in a moment.' },
    not_found: { title: 'There is no such page', text: 'Or no such file of yours.' },
    bad_request: { title: 'That makes no sense', text: 'The request was not one that a page here makes.' },
    failed: { title: 'Something went wrong here', text: 'It stands in the log of this application.' },
    sign_in_over: {
      title: 'That sign-in is over',
      text: 'It took too long, was finished already, or was not begun in this browser by this application. Begin again on the home page.',
    },
    answer_not_trusted: {
      title: 'This answer is not trusted',
      text: 'It was not the answer that this application had asked for. Nothing was connected. Begin again on the home page.',
    },
    again: 'Try again',
    home: 'Home',
  },
  {
    issuer_unavailable: {
      title: 'Ruxsat serveri javob bermayapti',
      text: 'Siz tizimdan chiqib ketmadingiz va hech narsa yoʻqolmadi: bu yerdagi seans davom etmoqda. Server qaytgach, yangi tokenlar olinadi.',
    },
    drive_unavailable: {
      title: 'Drive javob bermayapti',
      text: 'Siz tizimdan chiqib ketmadingiz, fayllaringiz ham joyida. Birozdan keyin qayta urinib koʻring.',
    },
    busy: { title: 'Hozir juda koʻp narsa chop etilmoqda', text: 'Birozdan keyin qayta urinib koʻring.' },
    not_found: { title: 'Bunday sahifa yoʻq', text: 'Yoki sizda bunday fayl yoʻq.' },
    bad_request: { title: 'Bu soʻrov tushunarsiz', text: 'Bu yerdagi sahifalar bunday soʻrov yubormaydi.' },
    failed: { title: 'Bu yerda nimadir xato ketdi', text: 'Tafsiloti ilova jurnalida.' },
    sign_in_over: {
      title: 'Bu kirish urinishi tugagan',
      text: 'U juda uzoq davom etgan, allaqachon yakunlangan yoki uni shu brauzerda bu ilova boshlamagan. Bosh sahifada qaytadan boshlang.',
    },
    answer_not_trusted: {
      title: 'Bu javobga ishonib boʻlmaydi',
      text: 'Bu ilova soʻragan javob emas. Hech narsa ulanmadi. Bosh sahifada qaytadan boshlang.',
    },
    again: 'Qayta urinish',
    home: 'Bosh sahifa',
  },
)

const icons: Readonly<Record<Trouble, IconName>> = {
  issuer_unavailable: 'server-off',
  drive_unavailable: 'cloud-off',
  busy: 'hourglass',
  not_found: 'search-x',
  bad_request: 'circle-help',
  failed: 'triangle-alert',
  sign_in_over: 'history',
  answer_not_trusted: 'shield-alert',
}

/** @param again the page to try again, if there is any sense in that */
export function troublePage(trouble: Trouble, status: number, language: Language, again?: string): Page {
  const say = words(language)
  const { title, text } = say[trouble]
  return {
    title,
    status,
    content: html`<section class="card empty" role="alert">
      ${icon(icons[trouble])}
      <h1>${title}</h1>
      <p>${text}</p>
      <div class="actions">
        ${again !== undefined && html`<a class="button primary" href="${again}">${icon('rotate-cw')}<span>${say.again}</span></a>`}
        <a class="button" href="/">${say.home}</a>
      </div>
    </section>`,
  }
}
