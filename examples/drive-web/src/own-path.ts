/**
 * A path of these pages that came with a request, as a browser would understand it; the start where it leads anywhere else. Browsers
 * read `//host` and `/\host` as another origin, so what they would make of it decides.
 */
export function ownPath(text: unknown): string {
  const start = '/drive'
  const here = 'http://here.invalid'
  if (typeof text !== 'string' || text.length > 4096 || !text.startsWith('/') || !URL.canParse(text, here)) {
    return start
  }
  const { origin, pathname, search } = new URL(text, here)
  const own = origin === here && (pathname === start || pathname.startsWith(`${start}/`))
  return own ? pathname + search : start
}
