import { createHash } from 'node:crypto'
import { html, type Html, icon, type Language, texts } from 'sample-ui'
import type { Party } from '../party.js'
import type { Check, Field, ShownToken, Step } from '../step.js'
import { arrows } from './arrows.js'
import { checkInWords } from './check-names.js'
import { meaningOf } from './meanings.js'
import { isRefused, type StepRun } from './step-runs.js'
import { reasonOf } from './refusal-words.js'
import { referenceOf } from './references.js'
import { storyOf } from './story.js'

const words = texts(
  {
    request: 'Request',
    answer: 'Answer',
    noAnswer: 'No answer came.',
    checks: 'Checks',
    passed: 'passed',
    failed: 'failed',
    skipped: 'not looked at',
    refused: 'Refused',
    header: 'Header',
    claims: 'Claims',
    signature: 'Signature',
    shortened: 'Values that end in … are shortened.',
    took: (ms: number) => `took ${ms} ms`,
    times: (count: number) => `${count} times`,
    tokens: 'Token, taken apart',
    hint: 'Probably',
  },
  {
    request: 'Soʻrov',
    answer: 'Javob',
    noAnswer: 'Javob kelmadi.',
    checks: 'Tekshiruvlar',
    passed: 'oʻtdi',
    failed: 'oʻtmadi',
    skipped: 'koʻrilmadi',
    refused: 'Rad etildi',
    header: 'Sarlavha',
    claims: 'Daʼvolar',
    signature: 'Imzo',
    shortened: 'Oxirida … turgan qiymatlar qisqartirilgan.',
    took: (ms: number) => `${ms} ms ketdi`,
    times: (count: number) => `${count} marta`,
    tokens: 'Token, qismlarga ajratilgan',
    hint: 'Ehtimol',
  },
)

/** One step of the diagram: a sentence and its arrows, and all that is known of it inside. */
export function stepView({ id, step, count }: StepRun, lanes: readonly Party[], language: Language): Html {
  const say = words(language)
  const content = html`<details id="step-${id}-more">
    <summary>
      <span class="seen-line">
        ${icon('chevron-right')}<time datetime="${new Date(step.time).toISOString()}"
          >${clockTime(step.time)}</time
        >
        <span class="seen-story">${storyOf(step, language)}</span>
        ${count > 1 && html`<span class="badge">${say.times(count)}</span>`}
        ${isRefused(step) && html`<span class="badge bad">${step.refusal?.code ?? say.refused}</span>`}
      </span>
      ${arrows(step, lanes)}
    </summary>
    <div class="seen-more">
      ${refusal(step, language)} ${request(step, language)} ${answer(step, language)}
      ${step.tokens.map((token, index) => tokenView(token, `step-${id}-token-${index}`, language))}
      ${checks(step.checks, language)}
      <p class="detail">${say.took(step.milliseconds)}. ${say.shortened}</p>
    </div>
  </details>`
  const version = createHash('sha256').update(content.toString()).digest('base64url').slice(0, 12)
  return html`<li class="seen-step ${isRefused(step) && 'refused'}" id="step-${id}" data-version="${version}">
    ${content}
  </li>`
}

function refusal({ refusal: why, answer: answered }: Step, language: Language): Html | undefined {
  if (why === undefined) return undefined
  const say = words(language)
  const reason = reasonOf(why.code, language)
  const challenge = answered?.headers.find(({ name }) => name === 'WWW-Authenticate')?.value
  const error = challenge === undefined ? undefined : /error="([a-z_]+)"/.exec(challenge)?.[1]
  const references = [...new Set([error, why.code])].flatMap((code) => referenceOf(code ?? '') ?? [])
  return html`<div class="alert">
    <strong>${say.refused}: <code>${why.code}</code></strong>
    ${reason !== undefined && html`<p>${reason}</p>`}
    ${why.detail !== undefined && html`<p lang="en">${why.detail}</p>`}
    ${why.hint !== undefined && html`<p>${say.hint}: <span lang="en">${why.hint}</span></p>`}
    ${
      references.length > 0 &&
      html`<p>
        ${references.map(({ text, url }) => html`<a href="${url}" target="_blank" rel="noreferrer">${text}</a> `)}
      </p>`
    }
  </div>`
}

function request({ request: { method, path, parameters, headers } }: Step, language: Language): Html {
  return html`<h4>${words(language).request}</h4>
    <p class="seen-address"><code>${method} ${path}</code></p>
    ${facts([...parameters, ...headers], language)}`
}

function answer({ answer: answered }: Step, language: Language): Html {
  const say = words(language)
  if (answered === undefined)
    return html`<h4>${say.answer}</h4>
      <p>${say.noAnswer}</p>`
  return html`<h4>${say.answer}</h4>
    <p class="seen-address"><code>${answered.status}</code></p>
    ${facts([...answered.headers, ...answered.body], language)}`
}

function facts(fields: readonly Field[], language: Language): Html | undefined {
  if (fields.length === 0) return undefined
  return html`<dl class="seen-facts">
    ${fields.map(({ name, value }) => {
      const meaning = meaningOf(name, language)
      return html`<div>
        <dt><code>${name}</code></dt>
        <dd>
          <code>${value}</code> ${meaning !== undefined && html`<span class="detail">${meaning}</span>`}
        </dd>
      </div>`
    })}
  </dl>`
}

function tokenView({ name, header, claims, signature }: ShownToken, id: string, language: Language): Html {
  const say = words(language)
  return html`<details class="seen-token" id="${id}">
    <summary>${icon('key-round')} ${say.tokens}: <code>${name}</code></summary>
    <h5>${say.header}</h5>
    ${facts(header, language)}
    <h5>${say.claims}</h5>
    ${facts(claims, language)}
    <h5>${say.signature}</h5>
    <p><code>${signature}</code></p>
  </details>`
}

function checks(made: readonly Check[], language: Language): Html | undefined {
  if (made.length === 0) return undefined
  const say = words(language)
  return html`<h4>${say.checks}</h4>
    <ul class="seen-checks">
      ${made.map(({ name, ok, detail }) => {
        const [state, shape, label] =
          ok === true
            ? (['good', 'check', say.passed] as const)
            : ok === false
              ? (['bad', 'x', say.failed] as const)
              : (['skipped', 'minus', say.skipped] as const)
        return html`<li class="${state}">
          ${icon(shape, ok === true ? label : undefined)}
          <span
            >${checkInWords(name, language)} ${ok !== true && html`<strong>${label}</strong>`}
            <code class="detail">${name}</code>${
              detail !== undefined && html`<span class="detail" lang="en">${detail}</span>`
            }</span
          >
        </li>`
      })}
    </ul>`
}

/** As the clock of this machine has it: seconds matter here, the day does not. */
function clockTime(time: number): string {
  return new Date(time).toLocaleTimeString('en-GB')
}
