import { fileURLToPath } from 'node:url'
import { isLoopback, type PartLink, readParts } from 'sample-ui'
import { type ObserverAddress, readObserver } from 'what-just-happened'
import { StartupError } from './startup-error.js'

/** Everything that can be set from outside, checked, with its defaults filled in. */
export interface Environment {
  /** Port to listen on. `PORT`, default 4000. */
  readonly port: number
  /** Interface to listen on. `HOST`, default 127.0.0.1. */
  readonly host: string
  /** The issuer identifier, an origin. `ISSUER`, default `http://127.0.0.1:<PORT>`. */
  readonly issuer: string
  /** Folder of the keys and of all state. `DATA_DIR`, default `.data/authorization-server` of the repository. */
  readonly dataDir: string
  /** Lifetime of access tokens in seconds. `ACCESS_TOKEN_TTL`, default 600. */
  readonly accessTokenTtlSeconds: number
  /** The Drive's resource indicator and the `aud` of its tokens. `DRIVE_AUDIENCE`. */
  readonly driveAudience: string
  /** The resource indicator of the notes, which is the URL of the MCP server, and the `aud` of its tokens. `NOTES_AUDIENCE`. */
  readonly notesAudience: string
  /** Where the Drive shows its page to the owner of files, an origin. `DRIVE_URL`, default `http://127.0.0.1:4100`. */
  readonly driveUrl: string
  /** Where Photo Print runs, an origin. `PHOTO_PRINT_URL`, default `http://127.0.0.1:4200`. */
  readonly photoPrintUrl: string
  /** Where Doc Sign runs, an origin. `DOC_SIGN_URL`, default `http://127.0.0.1:4300`. */
  readonly docSignUrl: string
  /** Where it is told what happens here. `STEPS_URL` and `STEPS_KEY`; unset: nowhere. */
  readonly observer?: ObserverAddress | undefined
  /** The parts of the sample, for the foot of the pages. `SAMPLE_PARTS`, default none. */
  readonly sampleParts: readonly PartLink[]
}

/** `.data/` of the repository; git ignores it. The same distance from `src` and from `dist`. */
const defaultDataDir = fileURLToPath(new URL('../../../.data/authorization-server', import.meta.url))

/**
 * Reads the environment. A variable that is unset or empty takes its default.
 *
 * @throws StartupError with a line for each bad variable, not only for the first, and the mend.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = []

  function read<T>(name: string, fallback: string, parse: (value: string) => T | undefined, mend: string): T {
    const value = variables[name]?.trim() ?? ''
    const parsed = parse(value === '' ? fallback : value)
    if (parsed !== undefined) return parsed
    problems.push(`${name} is ${JSON.stringify(value)}: ${mend}`)
    return parse(fallback) as T // a stand-in, so that the variables after it are checked too
  }

  const port = read('PORT', '4000', wholeNumber(1, 65_535), 'set it to a port number from 1 to 65535')
  const observer = readObserver(variables)
  if ('mend' in observer) problems.push(`${observer.variable} ${observer.mend}`)

  const environment: Environment = {
    port,
    host: read('HOST', '127.0.0.1', hostName, 'set it to an address or a host name, such as 127.0.0.1'),
    issuer: read(
      'ISSUER',
      `http://127.0.0.1:${port}`,
      secureOrigin,
      'set it to an https origin without a path, or an http one on this machine, such as https://auth.example.com',
    ),
    dataDir: read('DATA_DIR', defaultDataDir, (value) => value, 'set it to the path of a folder'),
    accessTokenTtlSeconds: read(
      'ACCESS_TOKEN_TTL',
      '600',
      wholeNumber(1, 86_400),
      'set it to a number of seconds from 1 to 86400',
    ),
    driveAudience: read(
      'DRIVE_AUDIENCE',
      'http://127.0.0.1:4100',
      absoluteUri,
      'set it to an absolute URI without a fragment, such as https://drive.example.com',
    ),
    notesAudience: read(
      'NOTES_AUDIENCE',
      'http://127.0.0.1:4400/mcp',
      absoluteUri,
      'set it to an absolute URI without a fragment, such as https://mcp.example.com/mcp',
    ),
    driveUrl: read(
      'DRIVE_URL',
      'http://127.0.0.1:4100',
      clientOrigin,
      originMend('https://drive.example.com'),
    ),
    photoPrintUrl: read(
      'PHOTO_PRINT_URL',
      'http://127.0.0.1:4200',
      clientOrigin,
      originMend('https://print.example.com'),
    ),
    docSignUrl: read(
      'DOC_SIGN_URL',
      'http://127.0.0.1:4300',
      clientOrigin,
      originMend('https://sign.example.com'),
    ),
    observer: 'address' in observer ? observer.address : undefined,
    sampleParts: read(
      'SAMPLE_PARTS',
      '',
      readParts,
      'set it to names and URLs, such as Drive=http://127.0.0.1:4100,Photo Print=http://127.0.0.1:4200',
    ),
  }

  if (problems.length > 0) throw new StartupError(problems.join('\n'))
  return Object.freeze(environment)
}

function originMend(sample: string): string {
  return `set it to an http or https origin without a path and with a host name or an IPv4 address, such as ${sample}`
}

function wholeNumber(least: number, most: number) {
  return (value: string): number | undefined => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    return number >= least && number <= most ? number : undefined
  }
}

function hostName(value: string): string | undefined {
  return /^[\w.:-]+$/.test(value) ? value : undefined
}

/** An issuer is compared character by character (RFC 8414 §3.3), so the trailing slash is dropped here, once. */
function origin(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return undefined
  return url.href === `${url.origin}/` ? url.origin : undefined
}

/**
 * A sign-in ends with a form that leads to a client, so its origin stands in our Content-Security-Policy, in which browsers take no
 * IPv6 address (CSP Level 3 §2.3.1): the form would not be sent.
 */
function clientOrigin(value: string): string | undefined {
  const found = origin(value)
  return found?.includes('[') === true ? undefined : found
}

/** Tokens and passwords come by here, so `http:` is for loopback alone (RFC 8252 §8.3, RFC 9700 §2.6). */
function secureOrigin(value: string): string | undefined {
  const found = origin(value)
  if (found === undefined || found.startsWith('https:')) return found
  return isLoopback(new URL(found).hostname) ? found : undefined
}

/** RFC 8707 §2: an absolute URI, and no fragment. Kept as written, because audiences are compared exactly. */
function absoluteUri(value: string): string | undefined {
  return URL.canParse(value) && !value.includes('#') ? value : undefined
}
