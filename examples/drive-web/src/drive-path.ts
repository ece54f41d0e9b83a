import { ownPath } from 'sample-ui'

const home = '/drive'

/** A path of these pages that came with a request, to which a person may be sent; `fallback` for one that leads anywhere else. */
export function drivePath(path: unknown, fallback = home): string {
  const own = ownPath(path, fallback)
  return own === home || /^\/drive[/?]/.test(own) ? own : fallback
}
