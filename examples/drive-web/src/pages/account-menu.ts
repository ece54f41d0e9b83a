import { html, icon, texts, type Html, type Language } from 'sample-ui'
import type { Person } from '../view.js'

const words = texts(
  {
    account: 'Account',
    here: 'Sign out of Drive',
    everywhere: 'Sign out everywhere',
    hereNote: 'Other applications stay signed in.',
    everywhereNote: 'Also at the authorization server and in the other applications.',
  },
  {
    account: 'Hisob',
    here: 'Driveʼdan chiqish',
    everywhere: 'Hamma joydan chiqish',
    hereNote: 'Boshqa ilovalardagi seanslaringiz davom etadi.',
    everywhereNote: 'Ruxsat serveri va boshqa ilovalardan ham.',
  },
)

/** Who is signed in, and the two ways out. */
export function accountMenu({ name, email }: Person, language: Language): Html {
  const say = words(language)
  return html`<details class="menu" name="menu">
    <summary class="account-button">
      <span class="hidden-label">${say.account}:</span>
      <span class="initial" aria-hidden="true">${Array.from(name)[0]?.toUpperCase()}</span>
      <span class="account-name">${name}</span>${icon('chevron-down')}
    </summary>
    <div class="menu-items account-items">
      <p>
        <strong>${name}</strong>${email !== undefined && html`<br /><span class="detail">${email}</span>`}
      </p>
      <form method="post" action="/drive/sign-out">
        <button name="from" value="here">
          ${icon('log-out')}<span>${say.here}<span class="detail">${say.hereNote}</span></span>
        </button>
        <button name="from" value="everywhere">
          ${icon('power')}<span>${say.everywhere}<span class="detail">${say.everywhereNote}</span></span>
        </button>
      </form>
    </div>
  </details>`
}
