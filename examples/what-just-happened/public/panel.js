// Keeps the steps up to date: in the panel of a page while it is open, and on the page of the observer. What is drawn comes from the
// server as HTML; here it is put in the place of the old without disturbing who reads it.

const pollMs = 1500
const awayMs = 6000

const panel = document.getElementById('steps')
const live = document.getElementById('steps-live')
const toggle = document.getElementById('steps-toggle')
const only = document.getElementById('steps-only')
const clear = document.getElementById('steps-clear')
const body = document.getElementById('steps-body')

let etag = ''
/** @type {number | undefined} */
let timer
let failures = 0

const isOpen = () => panel === null || document.documentElement.dataset.steps === 'open'

const onlyRefusals = () =>
  only instanceof HTMLInputElement ? only.checked : live?.dataset.refusals === 'only'

/** @param {boolean} open */
function show(open) {
  if (open) document.documentElement.dataset.steps = 'open'
  else delete document.documentElement.dataset.steps
  toggle?.setAttribute('aria-expanded', String(open))
  body?.toggleAttribute('hidden', !open)
  try {
    localStorage.setItem('what-just-happened', open ? 'open' : 'closed')
  } catch {
    // It is as it is on this page, then.
  }
}

async function refresh() {
  clearTimeout(timer)
  if (!isOpen() || document.hidden) return
  try {
    const query = new URLSearchParams({ language: document.documentElement.lang })
    if (onlyRefusals()) query.set('refusals', '')
    const response = await fetch(`/what-just-happened?${query.toString()}`, {
      headers: etag === '' ? {} : { 'If-None-Match': etag },
      cache: 'no-store',
    })
    if (response.status === 200) {
      etag = response.headers.get('etag') ?? ''
      put(await response.text())
    } else if (response.status !== 304) throw new Error(String(response.status))
    failures = 0
  } catch {
    // The observer may be starting, or gone. What is shown stays.
    failures += 1
    etag = ''
  }
  panel?.toggleAttribute('data-away', failures > 1)
  timer = setTimeout(() => void refresh(), failures > 1 ? awayMs : pollMs)
}

/** @param {string} markup */
function put(markup) {
  if (live === null) return
  const fresh = new DOMParser().parseFromString(markup, 'text/html').body
  const scroller = panel === null ? document.scrollingElement : live
  const atEnd = scroller !== null && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  const oldList = live.querySelector('.seen-list')
  const newList = fresh.querySelector('.seen-list')
  const sameLanes = lanesIn(live) === lanesIn(fresh)
  if (oldList !== null && newList !== null && sameLanes) replaceSteps(oldList, newList)
  else keepOpen(live, () => live.replaceChildren(...fresh.childNodes))
  if (atEnd) scroller.scrollTop = scroller.scrollHeight
}

/** @param {Element} root */
const lanesIn = (root) =>
  [...root.querySelectorAll('.seen-head')].map((head) => head.getAttribute('data-party')).join()

/**
 * A step that did not change is left alone, with the focus in it and what is open.
 *
 * @param {Element} list
 * @param {Element} fresh
 */
function replaceSteps(list, fresh) {
  const steps = [...fresh.children]
  const ids = new Set(steps.map(({ id }) => id))
  // What is forgotten goes, unless somebody is reading it.
  for (const old of [...list.children]) {
    if (!ids.has(old.id) && !old.contains(document.activeElement)) old.remove()
  }
  /** @type {Element | null} */
  let place = [...list.children].find(({ id }) => ids.has(id)) ?? null
  for (const next of steps) {
    const old = document.getElementById(next.id)
    if (old === null) {
      list.insertBefore(next, place)
      continue
    }
    if (old === place) place = old.nextElementSibling
    else list.insertBefore(old, place)
    if (old.getAttribute('data-version') !== next.getAttribute('data-version')) {
      keepOpen(old, () => old.replaceWith(next), next)
    }
  }
}

/**
 * Opens again what was open, and gives the focus back.
 *
 * @param {Element} root
 * @param {() => void} replace
 * @param {Element} [now]
 */
function keepOpen(root, replace, now = root) {
  const open = [...root.querySelectorAll('details[open]')].map(({ id }) => id)
  const focused = root.contains(document.activeElement)
    ? document.activeElement?.closest('details')?.id
    : undefined
  replace()
  for (const details of now.querySelectorAll('details')) if (open.includes(details.id)) details.open = true
  if (focused === undefined) return
  const summary = document.getElementById(focused)?.querySelector('summary')
  summary?.focus({ preventScroll: true })
}

toggle?.addEventListener('click', () => {
  show(!isOpen())
  void refresh()
})
only?.addEventListener('change', () => {
  etag = ''
  void refresh()
})
clear?.addEventListener('click', () => {
  void fetch('/what-just-happened/clear', { method: 'POST', redirect: 'manual' }).finally(() => {
    etag = ''
    void refresh()
  })
})
document.addEventListener('visibilitychange', () => void refresh())
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || panel === null || !isOpen() || !panel.contains(document.activeElement)) return
  show(false)
  toggle?.focus()
})

if (panel !== null) show(isOpen())
void refresh()
