// Pages that do one thing are shown over the page from which they are opened. Without this they are pages of their own.

import { textIn } from './page-parts.js'

/** @type {HTMLDialogElement | undefined} */
let dialog

/** The one dialog of the page, made when it is first needed. */
function theDialog() {
  if (dialog) return dialog
  const made = document.createElement('dialog')
  made.className = 'step-dialog'
  made.setAttribute('aria-labelledby', 'step-title')
  // A click on what is behind it closes it.
  made.addEventListener('mousedown', (event) => {
    if (event.target !== made) return
    const { left, right, top, bottom } = made.getBoundingClientRect()
    const { clientX: x, clientY: y } = event
    if (x < left || x > right || y < top || y > bottom) made.close()
  })
  made.addEventListener('close', () => made.replaceChildren())
  document.body.append(made)
  dialog = made
  return made
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function show(url, init = {}) {
  const shown = theDialog()
  shown.setAttribute('aria-busy', 'true')
  try {
    const response = await fetch(url, {
      ...init,
      // To the issuer, where whoever was signed out meanwhile is sent, a script cannot follow; the browser goes there itself.
      redirect: 'manual',
      // JSON alone where there is nothing to show: where to go next.
      headers: { Accept: init.method === 'POST' ? 'application/json, text/html;q=0.5' : 'text/html' },
    })
    if (response.type === 'opaqueredirect') location.assign(init.method === 'POST' ? location.href : url)
    else await take(response)
  } catch {
    explain(shown, document.getElementById('status')?.dataset.offline ?? '')
  } finally {
    shown.removeAttribute('aria-busy')
  }
}

/**
 * Says what has gone wrong. What was typed stays where it is, to be sent again.
 *
 * @param {HTMLDialogElement} shown
 * @param {string} text
 */
function explain(shown, text) {
  const fault = shown.querySelector('[data-fault]') ?? document.createElement('p')
  fault.className = 'alert'
  fault.role = 'alert'
  fault.setAttribute('data-fault', '')
  fault.textContent = text
  const head = shown.querySelector('.step-head')
  if (head) head.after(fault)
  else shown.prepend(fault)
  if (!shown.open) shown.showModal()
}

/** @param {Response} response */
async function take(response) {
  if (response.headers.get('content-type')?.includes('json')) {
    /** @type {unknown} */
    const answer = await response.json()
    const message = textIn(answer, 'message')
    if (message !== undefined) {
      explain(theDialog(), message)
      return
    }
    const next = textIn(answer, 'location') ?? '/drive'
    if (next.startsWith('/drive/share?')) await show(next)
    else location.assign(next)
    return
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const step = page.querySelector('[data-step]')
  if (step === null) {
    location.assign(response.url)
    return
  }
  const shown = theDialog()
  shown.classList.toggle('wide', step.classList.contains('wide'))
  shown.replaceChildren(...document.importNode(step, true).childNodes)
  if (!shown.open) {
    for (const menu of document.querySelectorAll('details.menu[open]')) menu.removeAttribute('open')
    shown.showModal()
  }
  const first = shown.querySelector('[autofocus]') ?? shown.querySelector('.picker a, .primary')
  if (first instanceof HTMLElement) first.focus()
  if (first instanceof HTMLInputElement && 'select' in first.dataset) selectName(first)
}

/** Selects a name without its ending, which mostly stays. @param {HTMLInputElement} input */
function selectName(input) {
  const end = input.value.lastIndexOf('.')
  input.setSelectionRange(0, end > 0 ? end : input.value.length)
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a')
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  if ('close' in link.dataset && dialog?.contains(link)) {
    event.preventDefault()
    dialog.close()
  } else if ('dialog' in link.dataset) {
    event.preventDefault()
    void show(link.href)
  }
})

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event
  if (!(form instanceof HTMLFormElement)) return
  const fields = new FormData(form, submitter)
  if (submitter instanceof HTMLButtonElement && 'dialog' in submitter.dataset) {
    event.preventDefault()
    form.ariaBusy = null
    void show(`${submitter.formAction}?${new URLSearchParams(textOf(fields)).toString()}`)
  } else if (dialog?.contains(form) && form.method === 'post') {
    event.preventDefault()
    const body = form.enctype === 'multipart/form-data' ? fields : new URLSearchParams(textOf(fields))
    void show(form.action, { method: 'POST', body }).finally(() => (form.ariaBusy = null))
  }
})

/** @param {FormData} fields */
function textOf(fields) {
  return [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
}

// Who may do what is saved as soon as it is chosen.
document.addEventListener('change', (event) => {
  if (!(event.target instanceof HTMLSelectElement)) return
  const form = event.target.form
  if (form && 'auto' in form.dataset && dialog?.contains(form)) form.requestSubmit()
})
