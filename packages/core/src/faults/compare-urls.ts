import { shorten } from './shorten.js'

/** What two identifiers that look alike differ in. */
export interface UrlDifference {
  /** Differences that are slips of the pen, in words: a slash at the end, letter case, scheme, port. */
  readonly slips: readonly string[]
  readonly sameHost: boolean
  readonly samePath: boolean
  /** The one label of the host that differs, of each. */
  readonly label: readonly [string, string] | undefined
  /** The one segment of the path that differs, of each. */
  readonly segment: readonly [string, string] | undefined
  /** Whether both hosts end alike, as `dev.example.com` and `auth.example.com` do. */
  readonly sameDomain: boolean
}

/** Compares two URLs part by part; nothing when one of them is none. */
export function compareUrls(one: string, other: string): UrlDifference | undefined {
  if (!URL.canParse(one) || !URL.canParse(other)) return undefined
  const [a, b] = [new URL(one), new URL(other)]
  const slips: string[] = []
  if (a.protocol !== b.protocol) slips.push('http or https')
  if (a.port !== b.port) slips.push('the port')
  const [pathA, pathB] = [withoutSlash(a.pathname), withoutSlash(b.pathname)]
  if (one.endsWith('/') !== other.endsWith('/')) slips.push('a slash at the end')
  const samePath = pathA.toLowerCase() === pathB.toLowerCase()
  if (samePath && differsInCase(withoutSlash(one), withoutSlash(other))) slips.push('letter case')
  const sameHost = a.hostname === b.hostname
  if (sameHost && samePath && slips.length === 0 && one !== other)
    slips.push('the spelling (the port, or an escape)')
  const [hostA, hostB] = [a.hostname.split('.'), b.hostname.split('.')]
  return {
    slips,
    sameHost,
    samePath,
    label: onlyDifference(hostA, hostB),
    segment: onlyDifference(pathA.split('/'), pathB.split('/')),
    sameDomain: hostA.length > 1 && hostB.length > 1 && domainOf(hostA) === domainOf(hostB),
  }
}

const withoutSlash = (text: string) => text.replace(/\/$/, '')

/** The scheme and the port are compared elsewhere. */
function differsInCase(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => url.replace(/^https?:/i, '').replace(/:\d+(?=\/|$)/, ''))
  return a !== b && a?.toLowerCase() === b?.toLowerCase()
}

/** The one place at which two lists of the same length differ. */
function onlyDifference(a: readonly string[], b: readonly string[]): readonly [string, string] | undefined {
  if (a.length !== b.length) return undefined
  const at = a.flatMap((entry, index) => (entry === b[index] ? [] : [index]))
  const [index] = at
  return index === undefined || at.length > 1 ? undefined : [a[index] ?? '', b[index] ?? '']
}

/** Good enough for a hint: it knows no public suffixes, such as `co.uk`, and so may say too much of two strangers there. */
const domainOf = (labels: readonly string[]) => labels.slice(-2).join('.')

const innerHost =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[^.[]+|.+\.(internal|local|localhost|lan|svc|cluster\.local))$/

/** Whether a URL has a host name that means something only inside one machine or network. */
export const isInner = (url: string): boolean => URL.canParse(url) && innerHost.test(new URL(url).hostname)

/** `a and b`, or `a, b and c`. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

const environment =
  /^(d|dev|devel|development|test|testing|tst|qa|uat|int|integration|stg|stage|staging|preprod|pre|demo|sandbox|sbx|p|prod|production|live)$/i

/** Whether a label or a segment names an environment, wholly or as one of its words. */
export const namesEnvironment = (word: string): boolean =>
  word.split(/[-_]/).some((part) => environment.test(part))

/** Two values for a log line. */
export const versus = (found: string, own: string): string => `${shorten(found)}, here ${shorten(own)}`
