import { appPage, html, type Html, icon, type Language, type PartLink, texts } from 'sample-ui'

const words = texts(
  {
    name: 'What just happened',
    lead: 'Every step of OAuth 2.0 and OpenID Connect that the parts of the sample have just taken. Open a step to see what was in it.',
    only: 'Only refusals',
    all: 'All steps',
    clear: 'Clear',
  },
  {
    name: 'Hozir nima boʻldi',
    lead: 'Namuna qismlari hozirgina bosgan OAuth 2.0 va OpenID Connect qadamlari. Ichida nima borligini koʻrish uchun qadamni oching.',
    only: 'Faqat radlar',
    all: 'Barcha qadamlar',
    clear: 'Tozalash',
  },
)

export interface ObserverPage {
  readonly language: Language
  readonly onlyRefusals: boolean
  readonly parts: readonly PartLink[]
  readonly path: string
}

/** The page of the observer: the whole sequence. */
export function observerPage(diagram: Html, { language, onlyRefusals, parts, path }: ObserverPage): string {
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
      <div id="steps-live" class="steps-live" data-refusals="${onlyRefusals ? 'only' : 'too'}">
        ${diagram}
      </div>`,
  )
}
