// What lists do besides HTML: more rows on the same page, and what can be done with those that are selected.

import { refresh, say } from './page-parts.js'

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-more]')
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  void showMore(link)
})

/** @param {HTMLAnchorElement} link */
async function showMore(link) {
  const rows = document.querySelector('[data-rows]')
  if (!rows || link.ariaBusy === 'true') return
  link.ariaBusy = 'true'
  try {
    const response = await fetch(link.href, { headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const more = [...(page.querySelector('[data-rows]')?.children ?? [])]
    if (!response.ok || more.length === 0) throw new Error('no rows')
    const [first] = more
    rows.append(...more.map((row) => document.importNode(row, true)))
    const place = page.querySelector('[data-more-place]')
    link.closest('[data-more-place]')?.replaceWith(place ? document.importNode(place, true) : '')
    if (first) focusOn(rows.children[rows.children.length - more.length])
    say(`+${more.length}`)
    update()
  } catch {
    // The page itself says what is wrong.
    location.assign(link.href)
  }
}

/** @param {Element | undefined} row */
function focusOn(row) {
  const link = row?.querySelector('a')
  link?.focus()
}

/** @returns {HTMLInputElement[]} */
const boxes = () =>
  [...document.querySelectorAll('input[name="item"][type="checkbox"]')].filter(
    (box) => box instanceof HTMLInputElement,
  )

/** Shows how many are selected, and what can be done with them. */
function update() {
  const all = boxes()
  const chosen = all.filter((box) => box.checked)
  for (const box of all) box.closest('tr')?.classList.toggle('chosen', box.checked)
  const bar = document.querySelector('[data-selection]')
  if (bar instanceof HTMLElement) {
    bar.hidden = chosen.length === 0
    const count = bar.querySelector('[data-count]')
    if (count && chosen.length > 0) {
      count.textContent = (bar.dataset.selected ?? '').replace('{n}', String(chosen.length))
    }
    bar.querySelector('[data-clear]')?.removeAttribute('hidden')
  }
  const head = document.querySelector('[data-select-all]')
  if (head instanceof HTMLInputElement) {
    head.hidden = all.length === 0
    head.checked = all.length > 0 && chosen.length === all.length
    head.indeterminate = chosen.length > 0 && chosen.length < all.length
  }
}

/** How many items a form may name. */
const most = 100

/** @type {HTMLInputElement | undefined} */
let last

document.addEventListener('click', (event) => {
  const box = event.target
  if (!(box instanceof HTMLInputElement) || box.name !== 'item') return
  // With the Shift key, all between this one and the one before.
  if (event.shiftKey && last) {
    const all = boxes()
    const [from = 0, to = 0] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other)
    for (const each of all.slice(Math.max(from, 0), to + 1)) each.checked = box.checked
  }
  last = box
})

document.addEventListener('change', (event) => {
  const box = event.target
  if (!(box instanceof HTMLInputElement)) return
  if ('selectAll' in box.dataset) {
    boxes().forEach((each, index) => (each.checked = box.checked && index < most))
  }
  update()
})

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('[data-clear]')) return
  for (const box of boxes()) box.checked = false
  update()
})

// A page that the browser kept keeps what was checked, too; and there may be something new.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void refresh().then(update)
  else update()
})
document.addEventListener('listing', update)
