import { html, icon, texts, type Html, type Language } from 'sample-ui'

const words = texts(
  { label: 'Search files and folders', go: 'Search' },
  { label: 'Fayl va jildlarni qidirish', go: 'Qidirish' },
)

/** Searches the whole Drive by name. */
export function searchForm(language: Language, q = ''): Html {
  const say = words(language)
  return html`<form class="search" method="get" action="/drive/search" role="search">
    <input
      type="search"
      name="q"
      value="${q}"
      maxlength="255"
      required
      aria-label="${say.label}"
      placeholder="${say.label}"
    />
    <button class="tool" aria-label="${say.go}">${icon('search')}</button>
  </form>`
}
