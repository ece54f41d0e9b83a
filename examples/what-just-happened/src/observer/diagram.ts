import { html, type Html, type Language, texts } from 'sample-ui'
import { parties, type Party } from '../party.js'
import type { Step } from '../step.js'
import { partyNames } from './party-names.js'
import { isRefused, runsOf } from './step-runs.js'
import { stepView } from './step-view.js'

const words = texts(
  {
    steps: 'Steps, oldest first',
    nothing: 'Nothing has happened yet.',
    nothingRefused: 'Nothing was refused.',
    begin: 'Sign in or open a page: every step of the protocols appears here.',
  },
  {
    steps: 'Qadamlar, eskisidan boshlab',
    nothing: 'Hali hech narsa boʻlmadi.',
    nothingRefused: 'Hech narsa rad etilmagan.',
    begin: 'Kiring yoki biror sahifani oching: protokollarning har bir qadami shu yerda koʻrinadi.',
  },
)

export interface DiagramOptions {
  readonly language: Language
  /** Only what was refused. */
  readonly onlyRefusals: boolean
  /** How many steps are drawn at most, the last ones. */
  readonly most: number
}

/** The last steps as a sequence diagram: a lane for each party that has to do with them, and the steps from top to bottom. */
export function diagram(steps: readonly Step[], { language, onlyRefusals, most }: DiagramOptions): Html {
  const say = words(language)
  const runs = runsOf(onlyRefusals ? steps.filter(isRefused) : steps).slice(-most)
  if (runs.length === 0) {
    return html`<div class="empty" id="steps-diagram">
      <strong>${onlyRefusals ? say.nothingRefused : say.nothing}</strong>
      <span>${say.begin}</span>
    </div>`
  }
  const lanes = lanesOf(runs.map(({ step }) => step))
  const names = partyNames(language)
  return html`<div id="steps-diagram">
    <div class="seen-lanes seen-heads of-${lanes.length}" aria-hidden="true">
      ${lanes.map((party) => html`<span class="seen-head" data-party="${party}">${breakable(names[party])}</span>`)}
    </div>
    <ol class="seen-list" aria-label="${say.steps}">
      ${runs.map((run) => stepView(run, lanes, language))}
    </ol>
  </div>`
}

/** Those that have to do with the steps, always in the same order. */
function lanesOf(steps: readonly Step[]): readonly Party[] {
  const seen = new Set(steps.flatMap(({ from, to }) => [from, to]))
  return parties.filter((party) => seen.has(party))
}

/** Lanes can be narrow. Where a long word has to break, it is said where; browsers do not know it of words that begin in capitals. */
const breakable = (name: string) => name.replace(/(\p{L}{6})(?=\p{L}{5})/gu, '$1\u00AD')
