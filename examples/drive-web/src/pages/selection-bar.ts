import { html, icon, texts, type Html, type Language } from 'sample-ui'

const words = texts(
  {
    label: 'With what is selected',
    move: 'Move',
    trash: 'Move to the trash',
    restore: 'Restore',
    delete: 'Delete for good',
    clear: 'Clear the selection',
    selected: '{n} selected',
  },
  {
    label: 'Tanlanganlar bilan',
    move: 'Koʻchirish',
    trash: 'Chiqindi qutisiga',
    restore: 'Tiklash',
    delete: 'Butunlay oʻchirish',
    clear: 'Tanlovni bekor qilish',
    selected: '{n} ta tanlandi',
  },
)

/** What can be done with several items at once. With a script it appears when something is selected. */
export function selectionBar(language: Language, inTrash = false): Html {
  const say = words(language)
  return html`<div
    class="selection"
    role="group"
    aria-label="${say.label}"
    data-selection
    data-selected="${say.selected}"
  >
    <span class="selected" data-count aria-live="polite">${say.label}</span>
    ${inTrash ? trashButtons(say) : folderButtons(say)}
    <button class="tool" type="button" hidden data-clear aria-label="${say.clear}">${icon('x')}</button>
  </div>`
}

type Words = ReturnType<typeof words>

function folderButtons(say: Words): Html {
  return html`<button class="small" formmethod="get" formaction="/drive/move" data-dialog>
      ${icon('folder-input')}${say.move}
    </button>
    <button class="small danger" formaction="/drive/trash">${icon('trash-2')}${say.trash}</button>`
}

function trashButtons(say: Words): Html {
  return html`<button class="small" formaction="/drive/restore">
      ${icon('archive-restore')}${say.restore}
    </button>
    <button class="small danger" formmethod="get" formaction="/drive/delete" data-dialog>
      ${icon('trash-2')}${say.delete}
    </button>`
}
