import { html, type Html } from 'sample-ui'
import type { Party } from '../party.js'
import type { Step } from '../step.js'
import { isRefused } from './step-runs.js'

/**
 * The arrows of a step between the lanes of its two parties: the request, and under it the answer. They stand in a grid whose classes
 * the style sheet knows, since pages allow no style that is written into them. The sentence above them says the same in words.
 */
export function arrows(step: Step, lanes: readonly Party[]): Html {
  const from = lanes.indexOf(step.from)
  const to = lanes.indexOf(step.to)
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  const place = `from-${first + 1} span-${last - first + 1}`
  const forth = from <= to ? 'right' : 'left'
  const back = from <= to ? 'left' : 'right'
  const { method, path } = step.request
  return html`<span class="seen-lanes of-${lanes.length}" aria-hidden="true">
    ${lanes.map((_party, index) => html`<span class="seen-life from-${index + 1}"></span>`)}
    <span class="seen-arrow ${place} ${forth}"><code>${method} ${path}</code></span>
    <span class="seen-arrow seen-answer ${place} ${back} ${isRefused(step) && 'bad'}"
      ><code>${answerOf(step)}</code></span
    >
  </span>`
}

function answerOf({ answer }: Step): string {
  if (answer === undefined) return '…'
  const location = answer.headers.find(({ name }) => name === 'Location')?.value
  return location === undefined ? String(answer.status) : `${answer.status} → ${location}`
}
