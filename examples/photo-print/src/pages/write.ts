import { html, icon, texts, type Content, type Language } from 'sample-ui'
import { missingScopes, type Challenge } from '../drive/challenge.js'
import type { WriteAttempt } from '../session-data.js'
import type { Page, Reader } from '../site.js'

/** What each parameter of a challenge means, by its name. */
type Meanings = Readonly<Record<string, string>>

const words = texts(
  {
    title: 'Try to write',
    lead: (name: string) => `This puts a small file, “${name}”, into your Drive.`,
    may: 'The access token has the scope files.write: it should work.',
    mayNot: 'The access token has the scope files.read alone: it should not work.',
    write: (name: string) => `Write “${name}”`,
    done: (name: string) => `Written. “${name}” is in your Drive.`,
    refused: (status: number) => `The Drive has refused: ${status}`,
    insufficient:
      'The token is good, and it does not reach so far. That is no matter of who you are (401) but of what is allowed (403).',
    other: 'That was not about the scope. Try again, or look into the log of the Drive.',
    challenge: 'What the Drive said: the challenge, part by part',
    part: 'Part',
    value: 'Value',
    meaning: 'What it means',
    granted: 'You have allowed it, and there is a new access token. Write once more.',
    more: 'Ask for more',
    moreNote:
      'The authorization server asks you again, and shows what is new alone (incremental consent). Until then, the application has only what it needs.',
    parts: meanings({
      scheme: 'How a token is presented (RFC 9110 §11.6.1, RFC 6750 §3): as bearer, or bound to a key',
      realm: 'Whose doors these are (RFC 9110 §11.5)',
      error: 'Why: insufficient_scope means that the token is valid, and not for this (RFC 6750 §3.1)',
      error_description: 'The same for developers, never for programs (RFC 6750 §3)',
      scope: 'What a token needs to have for this request (RFC 6750 §3)',
      resource_metadata: 'Where a client learns which authorization servers this API trusts (RFC 9728 §5.1)',
      max_age: 'How fresh a sign-in must be (RFC 9470 §3)',
      acr_values: 'How strong a sign-in must be (RFC 9470 §3)',
      algs: 'With which algorithms a proof may be signed (RFC 9449 §7.1)',
    }),
    unknown: 'A parameter of its own; clients ignore what they do not know (RFC 6750 §3)',
  },
  {
    title: 'Yozib koʻrish',
    lead: (name) => `Bu Driveʼingizga “${name}” degan kichik fayl qoʻshadi.`,
    may: 'Access tokenʼda files.write doirasi bor: bu ishlashi kerak.',
    mayNot: 'Access tokenʼda faqat files.read doirasi bor: bu ishlamasligi kerak.',
    write: (name) => `“${name}” faylini yozish`,
    done: (name) => `Yozildi. “${name}” Driveʼingizda.`,
    refused: (status) => `Drive rad etdi: ${status}`,
    insufficient:
      'Token yaroqli, ammo doirasi bunga yetmaydi. Gap kimligingizda (401) emas, nimaga ruxsat berilganida (403).',
    other: 'Gap ruxsat doirasida emas. Qayta urinib koʻring yoki Drive jurnaliga qarang.',
    challenge: 'Drive nima dedi: talab (challenge) qismma-qism',
    part: 'Qism',
    value: 'Qiymati',
    meaning: 'Maʼnosi',
    granted: 'Siz ruxsat berdingiz va yangi access token olindi. Endi yana yozib koʻring.',
    more: 'Koʻproq ruxsat soʻrash',
    moreNote:
      'Ruxsat serveri sizdan yana soʻraydi va faqat yangi narsani koʻrsatadi (bosqichma-bosqich rozilik). Ungacha ilovada faqat kerakli ruxsat bor.',
    parts: {
      scheme:
        'Token qanday koʻrsatiladi (RFC 9110 §11.6.1, RFC 6750 §3): bearer sifatida yoki kalitga bogʻlangan holda',
      realm: 'Bu eshiklar kimniki (RFC 9110 §11.5)',
      error: 'Sababi: insufficient_scope token yaroqli, ammo bu ish uchun emas deganidir (RFC 6750 §3.1)',
      error_description: 'Xuddi shu gap, dasturchilar uchun; dasturlar unga tayanmaydi (RFC 6750 §3)',
      scope: 'Bu soʻrov uchun tokenʼda qanday doira boʻlishi kerak (RFC 6750 §3)',
      resource_metadata:
        'Bu API qaysi ruxsat serverlariga ishonishini mijoz dastur shu yerdan bilib oladi (RFC 9728 §5.1)',
      max_age: 'Kirish qanchalik yaqinda boʻlgan boʻlishi kerak (RFC 9470 §3)',
      acr_values: 'Kirish qanchalik kuchli boʻlishi kerak (RFC 9470 §3)',
      algs: 'Isbotni qaysi algoritmlar bilan imzolash mumkin (RFC 9449 §7.1)',
    },
    unknown: 'Oʻziga xos parametr; mijoz dasturlar tanimagan parametrini eʼtiborsiz qoldiradi (RFC 6750 §3)',
  },
)

function meanings(of: Meanings): Meanings {
  return of
}

export interface WriteState {
  readonly mayWrite: boolean
  readonly attempt: WriteAttempt | undefined
}

export function writePage({ language, application }: Reader, { mayWrite, attempt }: WriteState): Page {
  const say = words(language)
  const { receipt } = application
  return {
    title: say.title,
    content: html`<div class="stack">
      <section class="card">
        <h1>${say.title}</h1>
        <p class="lead">${say.lead(receipt)}</p>
        <p>${icon(mayWrite ? 'lock-open' : 'lock')} ${mayWrite ? say.may : say.mayNot}</p>
        <form class="actions" method="post" action="/write">
          <button class="primary">${icon('upload')}<span>${say.write(receipt)}</span></button>
        </form>
      </section>
      ${attempt && result(attempt, receipt, mayWrite, language)}
    </div>`,
  }
}

function result(
  { status, challenge }: WriteAttempt,
  receipt: string,
  mayWrite: boolean,
  language: Language,
): Content {
  const say = words(language)
  if (status === 201) return html`<p class="success" role="status">${icon('check')} ${say.done(receipt)}</p>`
  const missing = missingScopes(challenge)
  if (missing.length > 0 && mayWrite) {
    return html`<p class="success" role="status">${icon('lock-open')} ${say.granted}</p>`
  }
  return html`<section class="card" id="result">
    <h2>${say.refused(status)}</h2>
    <p>${missing.length > 0 ? say.insufficient : say.other}</p>
    ${challenge && takenApart(challenge, language)}
    ${
      missing.length > 0 &&
      html`<form class="actions" method="post" action="/write/more">
          <button class="primary">${icon('shield-plus')}<span>${say.more}</span></button>
        </form>
        <p class="note">${say.moreNote}</p>`
    }
  </section>`
}

function takenApart({ scheme, parameters }: Challenge, language: Language): Content {
  const say = words(language)
  const rows = Object.entries({ scheme, ...parameters })
  return html`<h3>${say.challenge}</h3>
    <dl class="parts">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt><code>${name}</code></dt>
            <dd class="value"><code>${value}</code></dd>
            <dd class="detail">${say.parts[name] ?? say.unknown}</dd>
          </div>`,
      )}
    </dl>`
}
