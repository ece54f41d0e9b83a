/** A path of this origin, to which a person may be sent; `fallback` for anything else. Browsers read `//host` and `/\host` as another origin. */
export function ownPath(path: unknown, fallback: string): string {
  const here = 'http://here.invalid'
  if (typeof path !== 'string' || path.length > 2_000 || !path.startsWith('/') || !URL.canParse(path, here)) {
    return fallback
  }
  const url = new URL(path, here)
  return url.origin === here ? url.pathname + url.search : fallback
}
