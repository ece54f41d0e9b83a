import { html, texts, type Content, type Language } from 'sample-ui'
import type { View } from '../view.js'
import { stepPage, type Place } from './page.js'

const words = texts(
  {
    newFolder: 'New folder',
    create: 'Create',
    rename: 'Rename',
    save: 'Save',
    name: 'Name',
    cancel: 'Cancel',
  },
  {
    newFolder: 'Yangi jild',
    create: 'Yaratish',
    rename: 'Nomini oʻzgartirish',
    save: 'Saqlash',
    name: 'Nomi',
    cancel: 'Bekor qilish',
  },
)

/** A form that asks for a name. */
export interface NameStep {
  readonly step: 'new-folder' | 'rename'
  /** What goes along with the name. */
  readonly hidden: Readonly<Record<string, string | undefined>>
  readonly name: string
  readonly back: string
  /** What was wrong with the name that was sent. */
  readonly fault?: string | undefined
}

export function nameStepPage(view: View, { step, hidden, name, back, fault }: NameStep): string {
  const say = words(view.language)
  const [title, go] = step === 'rename' ? [say.rename, say.save] : [say.newFolder, say.create]
  const content = html`<form method="post" action="/drive/${step}">
    ${hiddenFields({ ...hidden, back })} ${alert(fault)}
    <div class="field">
      <label for="name">${say.name}</label>
      <input
        id="name"
        name="name"
        value="${name}"
        maxlength="255"
        required
        autocomplete="off"
        autofocus
        data-select
        ${fault !== undefined && html`aria-invalid="true" aria-describedby="fault"`}
      />
    </div>
    <div class="actions">
      <button class="primary">${go}</button>
      ${cancel(back, view.language)}
    </div>
  </form>`
  return stepPage(view, { title, place: placeOf(back) }, { back, content })
}

/** What was wrong with the form before this one. */
export function alert(fault: string | undefined): Content {
  return fault !== undefined && html`<p class="alert" role="alert" id="fault">${fault}</p>`
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
