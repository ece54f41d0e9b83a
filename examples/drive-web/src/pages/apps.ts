import { html, icon, texts, type Content, type Html } from 'sample-ui'
import type { App } from '../apps/account-api.js'
import { day } from '../format.js'
import { withQuery } from '../paths.js'
import type { View } from '../view.js'
import { drivePage, words as places } from './page.js'
import { scopeText } from './scope-text.js'
import { cancel, stepPage } from './step.js'

const words = texts(
  {
    lead: 'Applications that you have given access to your Drive. You can take it back at any time.',
    nothing: 'No app has access',
    note: 'When you connect an application to your Drive, it appears here.',
    may: 'It may',
    since: 'Access since',
    used: 'Last used',
    own: 'Part of this Drive',
    site: (name: string) => `Open ${name}`,
    remove: 'Take back access',
    removeOf: (name: string) => `Take back access from ${name}`,
    title: (name: string) => `Take back access from ${name}?`,
    what: (name: string) =>
      `${name} cannot see or change anything in your Drive from this moment on. It has to ask you again.`,
    keeps: 'What it has read or saved elsewhere stays there.',
  },
  {
    lead: 'Driveʼingizga kirishga ruxsat bergan ilovalaringiz. Ruxsatni istagan vaqtda qaytarib olishingiz mumkin.',
    nothing: 'Hech bir ilovada ruxsat yoʻq',
    note: 'Biror ilovani Driveʼga ulasangiz, u shu yerda chiqadi.',
    may: 'U quyidagilarni qila oladi',
    since: 'Ruxsat berilgan',
    used: 'Oxirgi marta ishlatilgan',
    own: 'Shu Driveʼning oʻzi',
    site: (name: string) => `${name} ilovasini ochish`,
    remove: 'Ruxsatni qaytarib olish',
    removeOf: (name: string) => `${name}: ruxsatni qaytarib olish`,
    title: (name: string) => `${name} ruxsatini qaytarib olasizmi?`,
    what: (name: string) =>
      `${name} shu lahzadan boshlab Driveʼdagi hech narsani koʻra olmaydi va oʻzgartira olmaydi. U sizdan qaytadan ruxsat soʻrashi kerak boʻladi.`,
    keeps: 'U ilgari oʻqigan yoki boshqa joyda saqlagan narsalar oʻsha yerda qoladi.',
  },
)

type Words = ReturnType<typeof words>

const removePath = (clientId: string) => withQuery('/drive/apps/remove', { client: clientId })

/** Which applications have access to this Drive. */
export function appsPage(view: View, apps: readonly App[]): string {
  const say = words(view.language)
  const title = places(view.language).apps
  return drivePage(
    view,
    { title, place: 'apps', styles: ['apps.css'] },
    html`<div class="head"><h1>${title}</h1></div>
      <p class="lead">${say.lead}</p>
      ${
        apps.length === 0
          ? html`<div class="empty">
              ${icon('blocks')}
              <h2>${say.nothing}</h2>
              <p>${say.note}</p>
            </div>`
          : html`<ul class="apps">
              ${guestsFirst(apps).map((app) => card(app, view, say))}
            </ul>`
      }`,
  )
}

/** What belongs to the Drive itself needs no decision, and comes last. */
function guestsFirst(apps: readonly App[]): App[] {
  return [...apps.filter(({ firstParty }) => !firstParty), ...apps.filter(({ firstParty }) => firstParty)]
}

function card(
  { clientId, name, uri, scopes, firstParty, since, lastUsed }: App,
  view: View,
  say: Words,
): Html {
  const { language } = view
  const known = scopes.map((scope) => scopeText(scope, language))
  return html`<li class="card app">
    <div class="app-head">
      <span class="initial" aria-hidden="true">${Array.from(name)[0]?.toUpperCase()}</span>
      <h2>${name}</h2>
      ${firstParty ? html`<span class="badge">${say.own}</span>` : site(uri, say.site(name))}
    </div>
    <p class="detail">${say.may}</p>
    <ul class="scopes">
      ${[...new Set(known)].map((text) => html`<li>${icon('check')}${text}</li>`)}
    </ul>
    <dl class="facts small">
      <dt>${say.since}</dt>
      <dd>${day(since, language)}</dd>
      <dt>${say.used}</dt>
      <dd>${day(lastUsed, language)}</dd>
    </dl>
    ${
      !firstParty &&
      html`<p class="app-end">
        <a class="button danger" href="${removePath(clientId)}" data-dialog aria-label="${say.removeOf(name)}"
          >${icon('unplug')}${say.remove}</a
        >
      </p>`
    }
  </li>`
}

/** Its address comes from its registration; only an address of the web is a link. */
function site(uri: string | null, label: string): Content {
  if (uri === null || !/^https?:\/\//i.test(uri)) return undefined
  return html`<a class="button tool end" href="${uri}" aria-label="${label}" title="${label}"
    >${icon('external-link')}</a
  >`
}

/** Asks before an application loses its access. */
export function removeAppPage(view: View, app: App): string {
  const say = words(view.language)
  const back = '/drive/apps'
  const content = html`<p>${say.what(app.name)}</p>
    <p class="detail">${say.keeps}</p>
    <form method="post" action="/drive/apps/remove">
      <div class="actions">
        <button class="primary destructive" name="client" value="${app.clientId}">${say.remove}</button>
        ${cancel(back, view.language)}
      </div>
    </form>`
  return stepPage(view, { title: say.title(app.name), place: 'apps' }, { back, content })
}
