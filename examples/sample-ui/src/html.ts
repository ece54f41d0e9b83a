/** Markup that is safe to send: what it was made of is written in this program, or escaped. */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What may stand in `${…}`: text, which is escaped; markup, which is not; lists of them; or nothing. */
export type Content = string | number | Html | false | undefined | readonly Content[]

/**
 * A template whose values cannot become markup. Fit for text and for values of attributes in double quotes;
 * not for the inside of `<script>` or `<style>`, which these pages do not have, nor for a URL from outside in
 * `href`, whose scheme it does not check.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((markup, part, index) => markup + render(values[index - 1]) + part))
}

/** Markup that another program vouches for. Never for anything that came with a request. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

function render(value: Content): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'object') return value.map(render).join('')
  return escape(String(value))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
