import { ownPath } from './own-path.js'

/** The languages of the sample. */
export type Language = 'en' | 'uz'

/** What a request tells of the language that its sender wants. Names as Node gives them, in small letters. */
export interface LanguageHeaders {
  readonly cookie?: string | undefined
  readonly 'accept-language'?: string | undefined
}

/**
 * The one cookie that no part owns. Cookies ignore ports, so each part names its own after itself and reads no other's; the language
 * belongs to the sample as a whole, and one switch is meant to change all of it.
 */
const cookieName = 'sample.language'

const yearInSeconds = 365 * 24 * 60 * 60

/**
 * The language of a page: what the switch was set to, else what this request asks for, else what the browser prefers, else English.
 *
 * @param uiLocales of an authorization request: languages in the order of preference, separated by spaces (OpenID Connect Core §3.1.2.1)
 */
export function languageOf(headers: LanguageHeaders, uiLocales = ''): Language {
  return (
    known(cookieOf(headers.cookie ?? '')) ??
    firstKnown(uiLocales.split(' ')) ??
    firstKnown((headers['accept-language'] ?? '').split(',')) ??
    'en'
  )
}

/** What the switch does: where the browser goes next, and the cookie that it gets. */
export interface LanguageSwitch {
  /** A path of this origin. */
  readonly location: string
  /** A value of `Set-Cookie`. */
  readonly cookie: string
}

/**
 * What the form of the switch, posted to `/language`, leads to. Ask {@link isSameOrigin} first.
 *
 * @param form `language`, and `back`: the path of the page that the switch stands on
 * @returns nothing for a language that is not known
 */
export function switchLanguage(form: URLSearchParams): LanguageSwitch | undefined {
  const language = known(form.get('language') ?? '')
  if (language === undefined) return undefined
  return {
    location: ownPath(form.get('back'), '/'),
    cookie: `${cookieName}=${language}; Path=/; Max-Age=${yearInSeconds}; HttpOnly; SameSite=Lax`,
  }
}

function cookieOf(cookies: string): string {
  const prefix = `${cookieName}=`
  const found = cookies.split(';').find((cookie) => cookie.trim().startsWith(prefix))
  return found?.trim().slice(prefix.length) ?? ''
}

function firstKnown(tags: readonly string[]): Language | undefined {
  return tags.map(known).find((language) => language !== undefined)
}

/** `uz-Latn-UZ;q=0.9` is Uzbek. */
function known(tag: string): Language | undefined {
  const [primary = ''] = tag.trim().toLowerCase().split(/[-;]/, 1)
  return primary === 'en' || primary === 'uz' ? primary : undefined
}
