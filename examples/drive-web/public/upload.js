// Several files at once, chosen or dropped onto the page, each with its progress. Without this a form takes one file.

import { refresh, say } from './page-parts.js'
import { UploadRow } from './upload-row.js'

const atOnce = 3
const mostFiles = 500

/** How long what was uploaded stays in view. */
const tidyMs = 5000

const form = document.querySelector('form[data-upload]')
const place = document.querySelector('[data-uploads]')
const menu = form?.closest('details')
const input = form?.querySelector('input[type="file"]')

if (
  form instanceof HTMLFormElement &&
  input instanceof HTMLInputElement &&
  place instanceof HTMLElement &&
  menu
) {
  start(form, input, place, menu)
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {HTMLElement} place
 * @param {HTMLDetailsElement} menu
 */
function start(form, input, place, menu) {
  // The words of the page, in its language.
  const words = form.dataset
  /** @type {UploadRow[]} */
  const waiting = []
  let running = 0
  let done = 0
  let failed = 0

  input.multiple = true
  menu.querySelector('summary')?.addEventListener('click', (event) => {
    event.preventDefault()
    input.click()
  })
  input.addEventListener('change', () => {
    add([...(input.files ?? [])])
    input.value = ''
  })

  /** @param {readonly File[]} files */
  function add(files) {
    if (files.length === 0) return
    const list = listIn(place, words)
    for (const file of files.slice(0, mostFiles)) {
      const row = new UploadRow(file, {
        action: form.action,
        most: Number(form.dataset.most),
        words,
        again: enqueue,
      })
      list.prepend(row.element)
      enqueue(row)
    }
    if (files.length > mostFiles) say((words.many ?? '').replace('{n}', String(mostFiles)))
  }

  /** @param {UploadRow} row */
  function enqueue(row) {
    waiting.push(row)
    void next()
  }

  async function next() {
    if (running >= atOnce) return
    const row = waiting.shift()
    if (!row) return
    running++
    const result = await row.send()
    running--
    if (result === 'done') done++
    else if (result === 'failed') failed++
    if (waiting.length > 0) {
      void next()
    } else if (running === 0) {
      say((words.finished ?? '').replace('{n}', String(done)).replace('{m}', String(failed)))
      if (done > 0) await refresh().catch(() => undefined)
      if (failed === 0) setTimeout(() => running === 0 && tidy(place), tidyMs)
      done = failed = 0
    }
    void next()
  }

  let depth = 0
  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false
  document.body.dataset.drop = form.dataset.drop
  addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return
    depth++
    document.body.classList.add('dropping')
  })
  addEventListener('dragleave', (event) => {
    if (!hasFiles(event) || --depth > 0) return
    depth = 0
    document.body.classList.remove('dropping')
  })
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault()
  })
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    document.body.classList.remove('dropping')
    add([...(event.dataTransfer?.files ?? [])])
  })
  addEventListener('beforeunload', (event) => {
    if (running > 0 || waiting.length > 0) event.preventDefault()
  })
}

/**
 * @param {HTMLElement} place
 * @param {DOMStringMap} words
 */
function listIn(place, words) {
  const found = place.querySelector('ul')
  if (found) return found
  const list = document.createElement('ul')
  const head = document.createElement('h2')
  head.textContent = words.title ?? ''
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'tool'
  close.textContent = '×'
  close.ariaLabel = words.close ?? ''
  close.addEventListener('click', () => tidy(place))
  const bar = document.createElement('div')
  bar.className = 'row'
  close.classList.add('end')
  bar.append(head, close)
  place.append(bar, list)
  place.classList.add('uploads', 'card')
  place.hidden = false
  return list
}

/**
 * Takes away what is over; when nothing is left, the whole list.
 *
 * @param {HTMLElement} place
 */
function tidy(place) {
  for (const row of place.querySelectorAll('[data-over]')) row.remove()
  if (place.querySelector('li')) return
  place.hidden = true
  place.replaceChildren()
}
