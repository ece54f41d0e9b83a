import { isLoopback, readParts, type PartLink } from 'sample-ui'
import { type ObserverAddress, readObserver } from 'what-just-happened'
import { z } from 'zod'
import { applications, type Application } from './application.js'
import { StartupError } from './startup-error.js'

/** What the program is told from outside. This is the only file that knows the variables' names. */
export interface Environment {
  readonly application: Application
  readonly port: number
  readonly host: string
  /** The address that browsers see, an origin. */
  readonly url: string
  readonly issuer: string
  /** The address of the Drive's API, and its resource indicator. */
  readonly driveUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where sessions and tokens are kept; unset: in memory. */
  readonly redisUrl: string | undefined
  readonly parts: readonly PartLink[]
  /** Where it is told what happens here; unset: nowhere. */
  readonly observer: ObserverAddress | undefined
}

/**
 * Reads and checks the variables. An empty one counts as unset.
 *
 * @throws {StartupError} naming every variable that is wrong, not only the first
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== '')
  const result = schema.safeParse(Object.fromEntries(set))
  if (result.success) return result.data
  const lines = new Set(result.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`))
  throw new StartupError(['The environment needs mending:', ...lines].join('\n'))
}

const originMend = 'must be an http or https origin without a path, e.g. http://127.0.0.1:4200'
const trustedMend =
  'must be an https URL without ? and #, or an http one on this machine, e.g. http://127.0.0.1:4000'
const portMend = 'must be a port, 1 to 65535, e.g. 4200'
const partsMend = 'must look like Drive=http://127.0.0.1:4100/drive,Photo Print=http://127.0.0.1:4200'

const schema = z
  .object({
    APP: z.enum(['photo-print', 'doc-sign'], 'must be photo-print or doc-sign').default('photo-print'),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, portMend)
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535, portMend)
      .optional(),
    HOST: z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, 'must be a host name or an IP address to listen on, e.g. 127.0.0.1')
      .default('127.0.0.1'),
    URL: z
      .string()
      .trim()
      .refine(isOrigin, originMend)
      .transform((value) => new URL(value).origin)
      .optional(),
    ISSUER: z.string().trim().refine(isTrusted, trustedMend).default('http://127.0.0.1:4000'),
    DRIVE_URL: z.string().trim().refine(isTrusted, trustedMend).default('http://127.0.0.1:4100'),
    CLIENT_ID: z.string().trim().optional(),
    CLIENT_SECRET: z.string().trim().optional(),
    REDIS_URL: z
      .string()
      .trim()
      .regex(
        /^rediss?:\/\/[^/?#]+(\/\d*)?$/,
        'must look like redis://user:password@host:6379/0, or rediss://… for TLS; leave it out to keep sessions in memory',
      )
      .refine((value) => URL.canParse(value), 'must be a URL')
      .optional(),
    SAMPLE_PARTS: z
      .string()
      .refine((value) => readParts(value) !== undefined, partsMend)
      .default(''),
    STEPS_URL: z.string().optional(),
    STEPS_KEY: z.string().optional(),
  })
  .superRefine((value, context) => {
    const read = readObserver(value)
    if ('mend' in read) context.addIssue({ code: 'custom', path: [read.variable], message: read.mend })
  })
  .transform((value): Environment => {
    const application = applications[value.APP]
    const observer = readObserver(value)
    const port = value.PORT ?? application.port
    return {
      application,
      port,
      host: value.HOST,
      url: value.URL ?? `http://127.0.0.1:${port}`,
      issuer: value.ISSUER,
      driveUrl: value.DRIVE_URL.replace(/\/$/, ''),
      clientId: value.CLIENT_ID ?? application.clientId,
      clientSecret: value.CLIENT_SECRET ?? application.clientSecret,
      redisUrl: value.REDIS_URL,
      parts: readParts(value.SAMPLE_PARTS) ?? [],
      observer: 'address' in observer ? observer.address : undefined,
    }
  })

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`
}

function isTrusted(value: string): boolean {
  if (!URL.canParse(value) || /[?#@]/.test(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
