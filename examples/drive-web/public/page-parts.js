/** Tells those who do not see the page. @param {string} text */
export function say(text) {
  const status = document.getElementById('status')
  if (status) status.textContent = text
}

/** Loads the list of this page anew. */
export async function refresh() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const fresh = page.querySelector('[data-listing]')
  if (!response.ok || !fresh) return
  document.querySelector('[data-listing]')?.replaceWith(document.importNode(fresh, true))
  document.dispatchEvent(new Event('listing'))
}

/**
 * A text in an answer of ours.
 *
 * @param {unknown} answer
 * @param {string} name
 */
export function textIn(answer, name) {
  if (typeof answer !== 'object' || answer === null) return undefined
  /** @type {unknown} */
  const value = Reflect.get(answer, name)
  return typeof value === 'string' ? value : undefined
}
