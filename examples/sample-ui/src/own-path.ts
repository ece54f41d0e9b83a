/**
 * A path of this origin, to which a person may be sent; `fallback` for anything else. Browsers read `//host` and `/\host` as another
 * origin, and what leads to one of them, such as `/.//host`, as well: what they would make of it decides.
 */
export function ownPath(path: unknown, fallback: string): string {
  const here = 'http://here.invalid'
  if (typeof path !== 'string' || path.length > 4_000 || !path.startsWith('/') || !URL.canParse(path, here)) {
    return fallback
  }
  const url = new URL(path, here)
  const made = url.pathname + url.search
  return url.origin === here && !made.startsWith('//') ? made : fallback
}
