import { html, icon, type Content, texts } from 'sample-ui'
import type { Account } from '../accounts.js'
import type { ScopeWords } from '../scope-words.js'
import { page, type Frame, type Page } from './page.js'

export interface ConsentPage {
  /** The path of this interaction. */
  readonly action: string
  readonly clientName: string
  readonly account: Account
  /** What is asked for now. */
  readonly asked: readonly ScopeWords[]
  /** Something was allowed before, and `asked` is only what comes on top of it. */
  readonly more: boolean
}

const words = texts(
  {
    title: (client: string) => `Allow ${client}?`,
    wants: (client: string) => `${client} wants to:`,
    alsoWants: (client: string) => `${client} also wants to:`,
    signedInAs: (name: Content) => html`Signed in as ${name}`,
    before: 'What you have allowed before stays allowed.',
    allow: 'Allow',
    deny: 'Deny',
    noPassword: (client: string) => `${client} does not get to see your password.`,
  },
  {
    title: (client) => `${client} ilovasiga ruxsat berasizmi?`,
    wants: (client) => `${client} quyidagilarga ruxsat soʻrayapti:`,
    alsoWants: (client) => `${client} yana quyidagilarga ruxsat soʻrayapti:`,
    signedInAs: (name) => html`Siz ${name} boʻlib kirgansiz`,
    before: 'Ilgari bergan ruxsatlaringiz oʻz kuchida qoladi.',
    allow: 'Ruxsat berish',
    deny: 'Rad etish',
    noPassword: (client) => `${client} parolingizni koʻrmaydi.`,
  },
)

export function consentPage(frame: Frame, { action, clientName, account, asked, more }: ConsentPage): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.title(clientName),
    html`<h1>${more ? say.alsoWants(clientName) : say.wants(clientName)}</h1>
      <ul class="scopes">
        ${asked.map(
          ({ action, detail }) =>
            html`<li>
              ${icon('check')}
              <span
                ><span class="scope">${action}</span
                >${detail !== '' && html`<span class="detail">${detail}</span>`}</span
              >
            </li> `,
        )}
      </ul>
      <p class="account person">
        <span class="initial" aria-hidden="true">${account.givenName.charAt(0)}</span>
        <span
          >${say.signedInAs(html`<strong>${account.name}</strong>`)}<br /><span class="detail"
            >${account.email}</span
          ></span
        >
      </p>
      ${more && html`<p class="note">${say.before}</p>`}
      <form method="post" action="${action}/consent">
        <div class="actions">
          <button class="primary" type="submit" name="decision" value="allow">${say.allow}</button>
          <button type="submit" name="decision" value="deny">${say.deny}</button>
        </div>
      </form>
      <p class="note">${say.noPassword(clientName)}</p>`,
  )
}
