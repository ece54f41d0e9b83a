import { z } from 'zod'
import { StartupError } from './startup-error.js'

/** What the program is told from outside. This is the only file that knows the variables' names. */
export interface Environment {
  readonly port: number
  readonly host: string
  /** The issuers whose tokens count, at least one. */
  readonly issuers: readonly string[]
  /** The URL of the MCP endpoint as clients see it. It is the resource identifier, and the audience of tokens. */
  readonly resource: string
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

const issuerMend =
  'must be the URL of an issuer, exactly as in its tokens: https://…, or http:// on this machine (127.0.0.1), ' +
  'without ? or #; several are separated by commas, e.g. http://127.0.0.1:4000'

const portMend = 'must be a port, 1 to 65535, e.g. 4400'

const schema = z
  .object({
    PORT: z
      .string()
      .trim()
      .regex(/^\d{1,5}$/, portMend)
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535, portMend)
      .default(4400),
    HOST: z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, 'must be a host name or an IP address to listen on, e.g. 127.0.0.1')
      .default('127.0.0.1'),
    ISSUER: z
      .string()
      .transform((list) => list.split(',').map((issuer) => issuer.trim()))
      .pipe(z.array(z.string().refine(isSecureUrl, issuerMend)))
      .default(['http://127.0.0.1:4000']),
    RESOURCE: z
      .string()
      .trim()
      .refine(
        isEndpoint,
        'must be the URL at which clients see this server: https://…, or http:// on this machine, with a path of letters, ' +
          'digits and - . _ ~ alone, and nothing behind it, e.g. https://mcp.example.com/mcp',
      )
      .optional(),
  })
  .transform((value): Environment => ({
    port: value.PORT,
    host: value.HOST,
    issuers: [...new Set(value.ISSUER)],
    resource: value.RESOURCE ?? `http://127.0.0.1:${value.PORT}/mcp`,
  }))

/** The path becomes a route, in which other signs would have a meaning of their own. */
function isEndpoint(value: string): boolean {
  return isSecureUrl(value) && !value.includes('@') && /^(?:\/[\w.~-]+)+$/.test(new URL(value).pathname)
}

/** As issuers and protected resources are named. */
function isSecureUrl(value: string): boolean {
  if (!URL.canParse(value) || /[?#\s]/.test(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
