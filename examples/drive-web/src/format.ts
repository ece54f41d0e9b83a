import { html, type Html, type Language } from 'sample-ui'

/** Names of locales: Uzbek is written in Latin letters here. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', uz: 'uz-Latn-UZ' }

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size as people read it: `12.3 MB`, `12,3 MB`. */
export function size(bytes: number, language: Language): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}

/** A time as people read it, with the exact one for programs. The day is that of the server's time zone. */
export function day(time: string, language: Language): Html {
  const text = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium' }).format(new Date(time))
  return html`<time datetime="${time}">${text}</time>`
}

export function dayAndTime(time: string, language: Language): Html {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short' })
  return html`<time datetime="${time}">${format.format(new Date(time))}</time>`
}

export function count(number: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(number)
}
