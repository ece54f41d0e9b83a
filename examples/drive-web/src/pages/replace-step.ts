import { html, texts } from 'sample-ui'
import type { DriveFile } from '../api/answers.js'
import { size } from '../format.js'
import { withQuery } from '../paths.js'
import type { View } from '../view.js'
import { alert, cancel, placeOf, stepPage } from './step.js'

const words = texts(
  {
    title: 'Upload a new version',
    lead: (name: string) => `It takes the place of what is in “${name}” now; name and access stay.`,
    file: 'File',
    atMost: (most: string) => `At most ${most}.`,
    go: 'Upload',
  },
  {
    title: 'Yangi nusxasini yuklash',
    lead: (name: string) => `U “${name}” ichidagining oʻrnini oladi; nomi va ruxsatlar oʻzgarmaydi.`,
    file: 'Fayl',
    atMost: (most: string) => `Eng koʻpi bilan ${most}.`,
    go: 'Yuklash',
  },
)

export interface ReplaceStep {
  readonly file: DriveFile
  readonly maxUploadBytes: number
  readonly back: string
  readonly fault?: string | undefined
}

/** A form for a file that takes the place of the content of another. */
export function replaceStepPage(view: View, { file, maxUploadBytes, back, fault }: ReplaceStep): string {
  const say = words(view.language)
  const action = withQuery('/drive/replace', { item: `file:${file.id}`, back })
  const content = html`${alert(fault)}
    <p>${say.lead(file.name)}</p>
    <form method="post" action="${action}" enctype="multipart/form-data">
      <div class="field">
        <label for="version">${say.file}</label>
        <input id="version" type="file" name="file" required />
        <p class="detail">${say.atMost(size(maxUploadBytes, view.language))}</p>
      </div>
      <div class="actions">
        <button class="primary">${say.go}</button>
        ${cancel(back, view.language)}
      </div>
    </form>`
  return stepPage(view, { title: say.title, place: placeOf(back) }, { back, content })
}
