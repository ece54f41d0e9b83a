import { html, icon, texts, type Content, type IconName, type Language } from 'sample-ui'
import type { DriveFile } from '../drive/drive-file.js'
import type { Page, Reader } from '../site.js'

/** Where in a list a page is: what was searched for, and where it goes on. */
export interface ListingPlace {
  readonly query: string
  readonly cursor: string | undefined
  readonly next: string | undefined
}

/** What a list says of itself. */
interface ListingWords {
  readonly title: string
  readonly lead: string
  /** There is nothing to list. */
  readonly none: string
  /** What to do about it. */
  readonly noneNote: string
  /** There is nothing of the name that was searched for. */
  readonly notFound: string
}

/** A list of files of the Drive. */
export interface Listing {
  readonly path: string
  readonly words: ListingWords
  /** Stands where nothing is listed. */
  readonly emptyIcon: IconName
  /** Shows the files, of which there is at least one. */
  readonly show: (files: readonly DriveFile[]) => Content
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

export function listingPage(
  { language }: Reader,
  { path, words: say, emptyIcon, show }: Listing,
  files: readonly DriveFile[],
  place: ListingPlace,
): Page {
  return {
    title: say.title,
    content: html`<div class="stack">
      <div class="row">
        <div class="grow">
          <h1>${say.title}</h1>
          <p class="lead">${say.lead}</p>
        </div>
        <div class="end">${searchForm(path, place.query, language)}</div>
      </div>
      ${
        files.length > 0
          ? show(files)
          : html`<div class="card empty">
              ${icon(emptyIcon)}
              <h2>${place.query === '' ? say.none : say.notFound}</h2>
              ${place.query === '' && html`<p>${say.noneNote}</p>`}
            </div>`
      }
      ${pageLinks(path, place, language)}
    </div>`,
  }
}

function searchForm(path: string, query: string, language: Language): Content {
  const say = words(language)
  return html`<form class="search" method="get" action="${path}" role="search">
    <label class="hidden-label" for="q">${say.search}</label>
    <input id="q" name="q" type="search" maxlength="255" value="${query}" placeholder="${say.search}" />
    <button>${icon('search')}<span>${say.find}</span></button>
  </form>`
}

function pageLinks(path: string, { query, cursor, next }: ListingPlace, language: Language): Content {
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
