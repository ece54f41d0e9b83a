import { html, icon, texts, type Content, type Language } from 'sample-ui'

/** A page of a list: what was searched for, and where it goes on. */
export interface ListingPage {
  readonly query: string
  readonly cursor: string | undefined
  readonly next: string | undefined
}

const words = texts(
  {
    search: 'Search by name',
    find: 'Search',
    first: 'From the beginning',
    next: 'Next page',
    pages: 'Pages',
  },
  {
    search: 'Nomi boʻyicha qidirish',
    find: 'Qidirish',
    first: 'Boshidan',
    next: 'Keyingi sahifa',
    pages: 'Sahifalar',
  },
)

export function searchForm(path: string, query: string, language: Language): Content {
  const say = words(language)
  return html`<form class="search" method="get" action="${path}" role="search">
    <label class="hidden-label" for="q">${say.search}</label>
    <input id="q" name="q" type="search" maxlength="255" value="${query}" placeholder="${say.search}" />
    <button>${icon('search')}<span>${say.find}</span></button>
  </form>`
}

export function pageLinks(path: string, { query, cursor, next }: ListingPage, language: Language): Content {
  const say = words(language)
  if (cursor === undefined && next === undefined) return undefined
  const href = (at: string | undefined) => {
    const parameters = new URLSearchParams({
      ...(query !== '' && { q: query }),
      ...(at !== undefined && { cursor: at }),
    })
    return parameters.size > 0 ? `${path}?${parameters.toString()}` : path
  }
  return html`<nav class="row" aria-label="${say.pages}">
    ${cursor !== undefined && html`<a class="button" href="${href(undefined)}">${icon('chevrons-left')}<span>${say.first}</span></a>`}
    ${next !== undefined && html`<a class="button end" href="${href(next)}"><span>${say.next}</span>${icon('chevron-right')}</a>`}
  </nav>`
}
