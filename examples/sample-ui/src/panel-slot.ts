import { html, type Html } from './html.js'
import { icon } from './icon.js'
import type { Language } from './language.js'
import { texts } from './texts.js'

const words = texts(
  {
    name: 'What just happened',
    close: 'Close',
    only: 'Only refusals',
    clear: 'Clear',
    whole: 'The whole sequence',
    away: 'The observer does not answer. The sample works without it.',
  },
  {
    name: 'Hozir nima boʻldi',
    close: 'Yopish',
    only: 'Faqat rad etilganlar',
    clear: 'Tozalash',
    whole: 'Butun ketma-ketlik',
    away: 'Kuzatuvchi javob bermayapti. Namuna usiz ham ishlaydi.',
  },
)

/** What the head of a page needs for the panel. The first script runs before the page is drawn, so that nothing jumps. */
export const panelHead: Html = html`<link rel="stylesheet" href="/what-just-happened/panel.css" />
  <script src="/what-just-happened/open.js"></script>
  <script src="/what-just-happened/panel.js" type="module"></script>`

/**
 * Where the panel stands: a button, and what it opens. A script fills it; without scripts there is the page of the observer.
 *
 * @param observer its address
 */
export function panelSlot(observer: string, language: Language): Html {
  const say = words(language)
  return html`<section class="steps" id="steps" aria-label="${say.name}">
    <button
      type="button"
      class="steps-toggle"
      id="steps-toggle"
      aria-expanded="false"
      aria-controls="steps-body"
    >
      ${icon('list-tree')}<span>${say.name}</span><span class="steps-close">${icon('x', say.close)}</span>
    </button>
    <div class="steps-body" id="steps-body" hidden>
      <div class="steps-tools">
        <label><input type="checkbox" id="steps-only" />${say.only}</label>
        <button type="button" id="steps-clear">${say.clear}</button>
        <a href="${observer}" target="_blank" rel="noreferrer">${say.whole}</a>
      </div>
      <p class="steps-away" role="status">${say.away}</p>
      <div class="steps-live" id="steps-live"></div>
    </div>
  </section>`
}
