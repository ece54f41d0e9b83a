import { html, texts } from 'sample-ui'
import type { View } from '../view.js'
import { alert, cancel, hiddenFields, ofFault, placeOf, stepPage } from './step.js'

const words = texts(
  {
    newFolder: 'New folder',
    create: 'Create',
    rename: 'Rename',
    save: 'Save',
    name: 'Name',
  },
  {
    newFolder: 'Yangi jild',
    create: 'Yaratish',
    rename: 'Nomini oʻzgartirish',
    save: 'Saqlash',
    name: 'Nomi',
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
        ${ofFault(fault)}
      />
    </div>
    <div class="actions">
      <button class="primary">${go}</button>
      ${cancel(back, view.language)}
    </div>
  </form>`
  return stepPage(view, { title, place: placeOf(back) }, { back, content })
}
