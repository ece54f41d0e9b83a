/** Files of pages, and what belongs to watching itself: they would hide the protocol. */
const ignored = /^\/(ui|what-just-happened)(\/|$)|^\/(healthz|favicon\.ico|language)$|\.(css|js|svg|png|map)$/

/**
 * Whether a request is a step to tell of.
 *
 * @param destination what a browser says that it wants it for. @see https://www.w3.org/TR/fetch-metadata/
 */
export function isWorthAStep(path: string, destination: string | undefined): boolean {
  return !ignored.test(path) && [undefined, 'document', 'empty'].includes(destination)
}
