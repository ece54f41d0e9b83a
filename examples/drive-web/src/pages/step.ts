import { html, icon, texts, type Content, type Language } from 'sample-ui'
import type { View } from '../view.js'
import { drivePage, type PageOptions, type Place } from './page.js'

const words = texts({ close: 'Close', cancel: 'Cancel' }, { close: 'Yopish', cancel: 'Bekor qilish' })

/** A page that does one thing. Scripts show it as a dialog over the page from which it is opened. */
export function stepPage(
  view: View,
  options: PageOptions,
  {
    back,
    content,
    wide = false,
  }: { readonly back: string; readonly content: Content; readonly wide?: boolean },
): string {
  return drivePage(
    view,
    options,
    html`<section class="card step ${wide && 'wide'}" data-step aria-labelledby="step-title">
      <div class="step-head">
        <h1 id="step-title">${options.title}</h1>
        <a class="button tool" href="${back}" data-close aria-label="${words(view.language).close}"
          >${icon('x')}</a
        >
      </div>
      ${content}
    </section>`,
  )
}

/** What was wrong with the form before this one. */
export function alert(fault: string | undefined): Content {
  return fault !== undefined && html`<p class="alert" role="alert" id="fault">${fault}</p>`
}

/** What the field says of itself that the fault is about. */
export function ofFault(fault: string | undefined): Content {
  return fault !== undefined && html`aria-invalid="true" aria-describedby="fault"`
}

export function hiddenFields(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): Content {
  return Object.entries(fields).flatMap(([name, value]) =>
    (value === undefined ? [] : typeof value === 'string' ? [value] : value).map(
      (each) => html`<input type="hidden" name="${name}" value="${each}" />`,
    ),
  )
}

export function cancel(back: string, language: Language): Content {
  return html`<a class="button" href="${back}" data-close>${words(language).cancel}</a>`
}

/** Where a step belongs to: it comes back there. */
export function placeOf(back: string): Place {
  const place = /^\/drive\/(shared|trash|apps)\b/.exec(back)?.[1]
  return place === 'shared' || place === 'trash' || place === 'apps' ? place : 'files'
}
