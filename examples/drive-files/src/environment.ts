import { resolve } from 'node:path'
import { isLoopback, readParts, type PartLink } from 'sample-ui'
import { type ObserverAddress, readObserver } from 'what-just-happened'
import { z } from 'zod'
import { StartupError } from './startup-error.js'

const repository = resolve(import.meta.dirname, '../../..')

/** What the program is told from outside. This is the only file that knows the variables' names. */
export interface Environment {
  port: number
  host: string
  /** The issuers whose tokens count, at least one. */
  issuers: readonly string[]
  /** The identifier of this API, which a token must name as its audience. */
  audience: string
  /** Whether that is a URL that clients can call, so that there is a place for metadata. */
  hasMetadata: boolean
  /** A Postgres server; without it Postgres runs inside this process, with its data under `dataDir`. */
  databaseUrl: string | undefined
  /** An absolute path. */
  dataDir: string
  maxUploadBytes: number
  /** The address that clients see, which their proofs name; unset: the origin of `audience`. */
  publicUrl: string | undefined
  /** Whether one of the two tells that address. Without it no proof can be checked. @see RFC 9449 */
  takesBoundTokens: boolean
  /** Where the instances share which proofs were used and which tokens were revoked; unset: in memory, each for itself. */
  redisUrl: string | undefined
  /** The secrets that the nonces of proofs are made with; unset: no nonces are asked for. @see RFC 9449 §8 */
  dpopNonceKeys: readonly string[] | undefined
  /** Where it is told what happens here; unset: nowhere. */
  observer: ObserverAddress | undefined
  /** The issuer at which the sample accounts `alice` and `bob` live; unset: no sample files. */
  sampleFilesIssuer: string | undefined
  /** The Drive's own page, as a client of the first issuer; unset: there is the API alone. */
  web: WebClient | undefined
  /** The other parts of the sample, for the foot of the pages. */
  parts: readonly PartLink[]
}

/** As what the page of the Drive is registered. */
interface WebClient {
  clientId: string
  clientSecret: string
  /** Where its pages and the API are, without a path. */
  origin: string
}

/** Thrown for variables that do not make sense; the message names each of them and how to mend it. */
export class EnvironmentError extends StartupError {
  override name = 'EnvironmentError'
}

/**
 * Reads and checks the variables. An empty one counts as unset.
 *
 * @throws {EnvironmentError} naming every variable that is wrong, not only the first
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== '')
  const result = schema.safeParse(Object.fromEntries(set))
  if (result.success) return result.data
  // A list has one fault per member, but one variable to mend.
  const lines = new Set(result.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`))
  throw new EnvironmentError(['The environment needs mending:', ...lines].join('\n'))
}

const wholeNumber = (least: number, most: number, mend: string) =>
  z
    .string()
    .regex(/^\d{1,16}$/, mend)
    .transform(Number)
    .refine((number) => number >= least && number <= most, mend)

const issuerMend =
  'must be the URL of an issuer, exactly as in its tokens: https://…, or http:// on this machine (127.0.0.1), ' +
  'without ? or #; several are separated by commas, e.g. http://127.0.0.1:4000'

const issuer = z.string().trim().refine(isSecureUrl, issuerMend)

const nonceKeysMend =
  'must be secrets of at least 32 bytes each, the same at every instance: openssl rand -base64 32; ' +
  'several are separated by commas, and the first makes nonces'

const partsMend =
  'must name the parts of the sample: names and addresses, separated by commas, e.g. Drive=http://127.0.0.1:4100'

const schema = z
  .object({
    PORT: wholeNumber(0, 65535, 'must be a port, 0 to 65535 (0: any free one), e.g. 4100').default(4100),
    HOST: z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, 'must be a host name or an IP address to listen on, e.g. 127.0.0.1')
      .default('127.0.0.1'),
    ISSUER: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(issuer))
      .default(['http://127.0.0.1:4000']),
    AUDIENCE: z
      .string()
      .trim()
      .regex(/^\S+$/, 'must be one identifier without spaces, e.g. http://127.0.0.1:4100')
      .default('http://127.0.0.1:4100'),
    DATABASE_URL: z
      .string()
      .trim()
      .refine(
        (value) => hasProtocol(value, ['postgres:', 'postgresql:']),
        'must look like postgres://user:password@host:5432/database; leave it out to use the embedded Postgres',
      )
      .optional(),
    DATA_DIR: z
      .string()
      .transform((path) => resolve(path))
      .default(resolve(repository, '.data/drive-files')),
    MAX_UPLOAD_BYTES: wholeNumber(
      1,
      Number.MAX_SAFE_INTEGER,
      'must be a whole number of bytes, at least 1, e.g. 104857600 for 100 MB',
    ).default(100 * 1024 * 1024),
    PUBLIC_URL: z
      .string()
      .trim()
      .refine(isPublicUrl, 'must be an http(s) URL without ?, # or @, e.g. https://api.example.com/drive')
      .optional(),
    REDIS_URL: z
      .string()
      .trim()
      .refine(
        isRedisUrl,
        'must look like redis://user:password@host:6379/0, or rediss://… for TLS; ' +
          'leave it out to remember in memory what was used and revoked',
      )
      .optional(),
    DPOP_NONCE_KEYS: z
      .string()
      .transform((list) => list.split(',').map((key) => key.trim()))
      .pipe(z.array(z.string().refine((key) => Buffer.byteLength(key) >= 32, nonceKeysMend)))
      .optional(),
    SAMPLE_FILES_ISSUER: issuer.optional(),
    STEPS_URL: z.string().optional(),
    STEPS_KEY: z.string().optional(),
    WEB_CLIENT_ID: z.string().trim().default('drive-web'),
    WEB_CLIENT_SECRET: z.string().trim().optional(),
    SAMPLE_PARTS: z
      .string()
      .transform((list, context) => {
        const parts = readParts(list)
        if (parts) return parts
        context.addIssue({ code: 'custom', message: partsMend })
        return z.NEVER
      })
      .default([]),
  })
  .superRefine((value, context) => {
    const read = readObserver(value)
    if ('mend' in read) context.addIssue({ code: 'custom', path: [read.variable], message: read.mend })
  })
  .superRefine((value, context) => {
    if (value.WEB_CLIENT_SECRET === undefined || webOrigin(value) !== undefined) return
    context.addIssue({
      code: 'custom',
      path: ['WEB_CLIENT_SECRET'],
      message:
        'starts the page of the Drive at /drive of its address, which must have no path: set PUBLIC_URL to an origin, e.g. ' +
        'http://127.0.0.1:4100, and AUDIENCE to a URL of that origin; or leave WEB_CLIENT_SECRET out, for the API alone',
    })
  })
  .superRefine((value, context) => {
    if (value.DPOP_NONCE_KEYS === undefined || takesBoundTokens(value)) return
    context.addIssue({
      code: 'custom',
      path: ['DPOP_NONCE_KEYS'],
      message: 'is of no use while no proof can be checked: set PUBLIC_URL to the address that clients see',
    })
  })
  .superRefine((value, context) => {
    if (value.SAMPLE_FILES_ISSUER === undefined || value.ISSUER.includes(value.SAMPLE_FILES_ISSUER)) return
    context.addIssue({
      code: 'custom',
      path: ['SAMPLE_FILES_ISSUER'],
      message: `must be one of the issuers in ISSUER (${value.ISSUER.join(', ')}), or nobody could read the files`,
    })
  })
  .transform((value): Environment => ({
    port: value.PORT,
    host: value.HOST,
    issuers: [...new Set(value.ISSUER)],
    audience: value.AUDIENCE,
    hasMetadata: isSecureUrl(value.AUDIENCE) && !value.AUDIENCE.includes('@'),
    databaseUrl: value.DATABASE_URL,
    dataDir: value.DATA_DIR,
    maxUploadBytes: value.MAX_UPLOAD_BYTES,
    publicUrl: value.PUBLIC_URL,
    takesBoundTokens: takesBoundTokens(value),
    redisUrl: value.REDIS_URL,
    dpopNonceKeys: value.DPOP_NONCE_KEYS,
    observer: observerIn(value),
    sampleFilesIssuer: value.SAMPLE_FILES_ISSUER,
    web: webClient(value),
    parts: value.SAMPLE_PARTS,
  }))

function observerIn(value: Parameters<typeof readObserver>[0]): ObserverAddress | undefined {
  const read = readObserver(value)
  return 'address' in read ? read.address : undefined
}

interface WebVariables {
  WEB_CLIENT_ID: string
  WEB_CLIENT_SECRET?: string | undefined
  PUBLIC_URL?: string | undefined
  AUDIENCE: string
}

function webClient(value: WebVariables): WebClient | undefined {
  const origin = webOrigin(value)
  if (value.WEB_CLIENT_SECRET === undefined || origin === undefined) return undefined
  return { clientId: value.WEB_CLIENT_ID, clientSecret: value.WEB_CLIENT_SECRET, origin }
}

/** The page calls the API where its tokens are for, and stands at the root of that address. */
function webOrigin({ PUBLIC_URL, AUDIENCE }: WebVariables): string | undefined {
  if (!hasProtocol(AUDIENCE, ['http:', 'https:'])) return undefined
  const { origin } = new URL(AUDIENCE)
  const { href } = new URL(PUBLIC_URL ?? origin)
  return href === `${origin}/` ? origin : undefined
}

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  const url = parseUrl(value)
  return url !== undefined && protocols.includes(url.protocol)
}

function takesBoundTokens(value: { PUBLIC_URL?: string | undefined; AUDIENCE: string }): boolean {
  return value.PUBLIC_URL !== undefined || hasProtocol(value.AUDIENCE, ['http:', 'https:'])
}

function isRedisUrl(value: string): boolean {
  // The client knows TLS by `rediss` in small letters alone. No query: what stands there would change the client itself.
  return /^rediss?:\/\/[^/?#]+(\/\d*)?$/.test(value) && URL.canParse(value) && canDecode(value)
}

function canDecode(value: string): boolean {
  try {
    decodeURIComponent(value)
    return true
  } catch {
    return false
  }
}

function isPublicUrl(value: string): boolean {
  return hasProtocol(value, ['http:', 'https:']) && !/[?#@]/.test(value)
}

/** As issuers and protected resources are named. */
function isSecureUrl(value: string): boolean {
  const url = parseUrl(value)
  if (url === undefined || /[?#]/.test(value)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}
