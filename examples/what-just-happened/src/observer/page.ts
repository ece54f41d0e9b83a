import type { SwitchablePart } from './part-switch.js'
import { appPage, html, type Html, icon, type Language, type PartLink, texts } from 'sample-ui'

const words = texts(
  {
    name: 'What just happened',
    lead: 'Every step of OAuth 2.0 and OpenID Connect that the parts of the sample have just taken. Open a step to see what was in it.',
    only: 'Only refusals',
    all: 'All steps',
    clear: 'Clear',
    outage: 'What if a part is down?',
    outageNote: 'Stop one, and go on in the others: what still works, and what do they say?',
    stop: (name: string) => `Stop: ${name}`,
    start: (name: string) => `Start: ${name}`,
  },
  {
    name: 'Hozir nima boʻldi',
    lead: 'Namuna qismlari hozirgina bosgan OAuth 2.0 va OpenID Connect qadamlari. Ichida nima borligini koʻrish uchun qadamni oching.',
    only: 'Faqat rad etilganlar',
    all: 'Barcha qadamlar',
    clear: 'Tozalash',
    outage: 'Biror qism ishlamay qolsa-chi?',
    outageNote: 'Bittasini toʻxtatib, boshqalarida davom eting: nima ishlayveradi va ular nima deydi?',
    stop: (name) => `Toʻxtatish: ${name}`,
    start: (name) => `Ishga tushirish: ${name}`,
  },
)

export interface ObserverPage {
  readonly language: Language
  readonly onlyRefusals: boolean
  readonly parts: readonly PartLink[]
  readonly path: string
  /** Those that can be stopped here, and started again. */
  readonly switchable: readonly SwitchablePart[]
}

/** The page of the observer: the whole sequence. */
export function observerPage(diagram: Html, page: ObserverPage): string {
  const { language, onlyRefusals, parts, path, switchable } = page
  const say = words(language)
  return appPage(
    {
      language,
      part: 'observer',
      partName: say.name,
      title: say.name,
      path,
      parts,
      icon: 'list-tree',
      styles: ['/what-just-happened/panel.css'],
      scripts: ['/what-just-happened/panel.js'],
      navigation: [
        { text: say.all, href: '/', icon: 'list', current: !onlyRefusals },
        { text: say.only, href: '/?refusals', icon: 'shield-x', current: onlyRefusals },
      ],
    },
    html`<div class="row steps-head">
        <div>
          <h1>${say.name}</h1>
          <p class="lead">${say.lead}</p>
        </div>
        <form class="end" method="post" action="/clear"><button>${icon('eraser')}${say.clear}</button></form>
      </div>
      ${switchable.length > 0 && outages(switchable, say)}
      <div id="steps-live" class="steps-live" data-refusals="${onlyRefusals ? 'only' : 'too'}">
        ${diagram}
      </div>`,
  )
}

function outages(parts: readonly SwitchablePart[], say: ReturnType<typeof words>): Html {
  return html`<details class="outages">
    <summary>${icon('power')} ${say.outage}</summary>
    <p class="detail">${say.outageNote}</p>
    <form class="row" method="post" action="/parts">
      ${parts.map(({ name, runs }) =>
        runs
          ? html`<button name="stop" value="${name}">${icon('power-off')}${say.stop(name)}</button>`
          : html`<button class="primary" name="start" value="${name}">
              ${icon('power')}${say.start(name)}
            </button>`,
      )}
    </form>
  </details>`
}
