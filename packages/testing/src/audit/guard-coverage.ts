import type { RouteProtection } from './route-audit.js'

/** What decides whether a path belongs to a route, a router or a middleware. */
export interface PathMatcher {
  match(path: string): unknown
}

/** A part of the path of a route: the prefix of a router, or the route itself at the end. */
export interface PathPart {
  /** Undefined where it cannot be known. */
  readonly path: string | undefined
  readonly matcher: PathMatcher
}

/** A guard that stands before what is declared later. */
export interface Guard {
  readonly protection: RouteProtection
  /** In how many routers it stands: it sees a path without their prefixes. */
  readonly depth: number
  /** What its own path matches; undefined where it has none and stands before every request. */
  readonly matcher: PathMatcher | undefined
  /** Whether its own path has names and parameters alone. */
  readonly plain: boolean
  /** The one method that it is for, or every. */
  readonly method: string
}

/**
 * Whether every request that reaches a route has met the guard. Paths are tried, with values for their parameters, in upper and lower
 * case, with a slash at the end and without: a guard that minds such a difference, and a route that does not, leave a hole. Where a
 * path has more than names and parameters, only a guard without a path of its own is sure. Nor do samples tell which values of a
 * parameter a pattern takes.
 */
export function covers(guard: Guard, method: string, parts: readonly PathPart[]): boolean {
  if (guard.method !== 'ALL' && guard.method !== method) return false
  const { matcher } = guard
  if (!matcher) return true
  if (!guard.plain && parts.some(({ path }) => path?.includes(':'))) return false
  const paths = samplesOf(parts.slice(guard.depth))
  return paths.length > 0 && paths.every((path) => matches(matcher, path))
}

/** Also for layers that throw over a path that they cannot decode. */
export function matches(matcher: PathMatcher, path: string): boolean {
  try {
    return Boolean(matcher.match(path))
  } catch {
    return false
  }
}

/** The path for a reader: one slash between the parts and none at the end. */
export const shownPath = (parts: readonly PathPart[]): string =>
  parts
    .map(({ path }) => path ?? '/{hidden}')
    .join('')
    .replace(/\/{2,}/g, '/')
    .replace(/(.)\/$/, '$1') || '/'

/** Whether a path has names and parameters alone. */
export const isPlain = (path: string | undefined): boolean => path !== undefined && plainPath.test(path)

const plainPath = /^(?:\/(?:[\w.~-]+|:\w+))*\/?$/
const values = ['q7x', 'Zz.9~']
const cases = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
]
const ends = [
  (text: string) => text,
  (text: string) => (text.endsWith('/') ? text.slice(0, -1) || '/' : `${text}/`),
]

/** Paths that reach the route. None where they cannot be made: the path is not known, is a pattern, or does not lead there. */
function samplesOf(parts: readonly PathPart[]): string[] {
  if (!parts.every(({ path }) => isPlain(path))) return []
  const variants = values.flatMap((value) =>
    cases.flatMap((inCase) => ends.map((end) => ({ value, inCase, end }))),
  )
  const samples = variants.map(({ value, inCase, end }) => {
    const filled = parts.map(({ path = '' }) => inCase(path.replace(/:\w+/g, value)))
    const rests = filled.map((_, index) =>
      end(
        filled
          .slice(index)
          .join('')
          .replace(/\/{2,}/g, '/') || '/',
      ),
    )
    const leadsThere = parts.every(({ matcher }, index) => matches(matcher, rests[index] ?? '/'))
    return leadsThere ? rests[0] : undefined
  })
  return samples[0] === undefined ? [] : samples.filter((sample) => sample !== undefined)
}
