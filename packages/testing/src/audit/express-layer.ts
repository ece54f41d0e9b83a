import { matches, type PathMatcher } from './guard-coverage.js'

type Handler = ((...values: never[]) => unknown) & { readonly mountpath?: unknown }

/** What Express 4 and 5 have in the stack of a router. */
export interface ExpressLayer extends PathMatcher {
  readonly name: string
  readonly handle: Handler
  readonly route?: ExpressRoute | undefined
  /** What the layer has matched last. */
  readonly path?: string | undefined
  /** In Express 4. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean; readonly fast_star?: boolean }
  readonly keys?: readonly { readonly name: string | number }[]
  /** In Express 5: whether it has no path of its own. */
  readonly slash?: boolean
  /** In Express 5 with the package router 2.3 or later: the path as it was declared. */
  readonly rawPath?: unknown
}

export interface ExpressRoute {
  readonly path: unknown
  readonly methods: Readonly<Record<string, boolean>>
  readonly stack: readonly { readonly method?: string | undefined; readonly handle: Handler }[]
}

/** Whether every request of the router reaches the layer. */
export const isReached = ({ slash, regexp }: ExpressLayer): boolean =>
  slash === true || regexp?.fast_slash === true || regexp?.fast_star === true

/**
 * Where a layer is mounted, as far as Express tells, or the options of the audit do.
 *
 * @param used takes the names of the mounts that were needed
 */
export function mountPaths(
  layer: ExpressLayer,
  mounts: Readonly<Record<string, object>>,
  used: Set<string>,
): readonly (string | undefined)[] {
  if (isReached(layer)) return ['']
  const declared = [layer.rawPath].flat(Infinity)
  if (declared.every((path) => typeof path === 'string')) return declared.map(withoutSlash)
  const decoded = decodedPath(layer)
  if (decoded !== undefined) return [decoded]
  const named = Object.keys(mounts).filter(
    (path) => mounts[path] === layer.handle && isMountedAt(layer, path),
  )
  for (const path of named) used.add(path)
  return named.length === 0 ? [undefined] : named.map(withoutSlash)
}

/** The apps among the mounts that may be what a layer has hidden: they know their path, and the layer answers to it. */
export function subAppsAt(
  layer: ExpressLayer,
  mounts: Readonly<Record<string, object>>,
  used: Set<string>,
): readonly (readonly [string, object])[] {
  const apps = Object.entries(mounts).filter(
    ([path, app]) =>
      [(app as Partial<Handler>).mountpath]
        .flat(Infinity)
        .some((at) => typeof at === 'string' && same(at, path)) && isMountedAt(layer, path),
  )
  for (const [path] of apps) used.add(path)
  return apps.map(([path, app]) => [withoutSlash(path), app])
}

/** Not only below: Express 4 and the first versions of Express 5 keep in the layer what it has matched, later ones return it. */
function isMountedAt(layer: ExpressLayer, path: string): boolean {
  if (!matches(layer, path)) return false
  const match = layer.match(path) as { readonly path?: string } | true
  return same((match === true ? layer.path : match.path) ?? '', path)
}

const withoutSlash = (path: string) => path.replace(/\/+$/, '')
const same = (one: string, other: string) => withoutSlash(one) === withoutSlash(other)

/** What Express 4 makes of `/:name`; whether the slash in the brackets is escaped is up to the runtime. */
const parameter = /\(\?:\\\/\(\[\^\\?\/\]\+\?\)\)/g

/** What Express 4 has made of a path, read back; nothing where that held more than names and parameters. */
function decodedPath({ regexp, keys = [] }: ExpressLayer): string | undefined {
  const body = /^\^(.*?)(?:\\\/)?\?\(\?=\\\/\|\$\)$/.exec(regexp?.source ?? '')?.[1]
  if (body === undefined) return undefined
  const names = keys.map(({ name }) => String(name))
  const path = body.replace(parameter, () => `/:${names.shift()}`).replace(/\\([/.])/g, '$1')
  return names.length === 0 && /^(?:\/(?:[\w.~-]+|:\w+))+$/.test(path) ? path : undefined
}
