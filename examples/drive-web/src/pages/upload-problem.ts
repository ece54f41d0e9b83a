import { html, texts } from 'sample-ui'
import type { View } from '../view.js'
import { alert, stepPage } from './step.js'

const words = texts(
  { title: 'The file was not uploaded', back: 'Back to the folder' },
  { title: 'Fayl yuklanmadi', back: 'Jildga qaytish' },
)

/** Says why an upload did not work, where no script does. */
export function uploadProblemPage(
  view: View,
  { message, back }: { readonly message: string; readonly back: string },
): string {
  const say = words(view.language)
  const content = html`${alert(message)}
    <div class="actions"><a class="button primary" href="${back}">${say.back}</a></div>`
  return stepPage(view, { title: say.title, place: 'files' }, { back, content })
}
