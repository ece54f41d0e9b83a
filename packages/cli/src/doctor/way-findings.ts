import type { Examined } from './examine-issuer.js'
import type { Finding } from './finding.js'
import type { Exchange } from './watching-fetch.js'

const slowMs = 2000
const toleranceSeconds = 5

/** The way to the issuer: address, metadata, key set, redirects, time. */
export function wayFindings(examined: Examined): readonly Finding[] {
  return [address(examined), metadata(examined), keySet(examined), ...redirects(examined), time(examined)]
}

function address({ issuer }: Examined): Finding {
  return issuer.startsWith('https:')
    ? { name: 'address', ok: true, detail: 'https' }
    : {
        name: 'address',
        ok: 'warning',
        detail: 'http, on this machine alone',
        hint: 'good for development; everywhere else an issuer needs https',
      }
}

const wellKnown = /\/\.well-known\/(openid-configuration|oauth-authorization-server)/
const isMetadata = ({ url }: Exchange) => wellKnown.test(url)
const answerOf = ({ url, status, durationMs }: Exchange) =>
  `${url} ${status === undefined ? 'did not answer' : `answered ${status}`} in ${durationMs} ms`

function metadata({ exchanges, fault, jwksUri }: Examined): Finding {
  const name = 'metadata'
  if (jwksUri !== undefined) return { name, ok: 'skipped', detail: 'not asked for: --jwks-uri is given' }
  const asked = exchanges.filter(isMetadata)
  if (fault?.code === 'metadata_unavailable') {
    return {
      name,
      ok: false,
      detail: fault.detail,
      hint: 'is the issuer URL right, and does DNS, a firewall, a proxy or a certificate stand in the way? An issuer without metadata needs jwksUri in the options of the API, and --jwks-uri here',
    }
  }
  if (fault?.code === 'metadata_invalid') {
    return {
      name,
      ok: false,
      detail: fault.detail,
      hint: 'write the issuer as its metadata does, letter by letter, or let the issuer call itself by the URL that clients use',
    }
  }
  const served = asked.findLast(({ status }) => status === 200)
  return {
    name,
    ok: true,
    detail: `${served ? answerOf(served) : 'it is there'}, and names this issuer`,
  }
}

function keySet({ exchanges, fault, jwksUri }: Examined): Finding {
  const name = 'key set'
  if (fault?.code === 'key_set_unavailable' || fault?.code === 'key_set_invalid') {
    return {
      name,
      ok: false,
      detail: fault.detail,
      hint: `the API must reach ${jwksUri === undefined ? 'jwks_uri of the metadata' : 'this URL'}, and get { "keys": [ … ] } there`,
    }
  }
  if (fault) return { name, ok: 'skipped', detail: 'the metadata says where it is' }
  const served = exchanges.findLast((exchange) => jwksUri !== undefined || !isMetadata(exchange))
  return { name, ok: true, detail: served ? answerOf(served) : 'it is there' }
}

function redirects({ exchanges }: Examined): readonly Finding[] {
  return exchanges
    .filter(({ status = 0 }) => status >= 300 && status < 400)
    .map((exchange) => ({
      name: 'redirect',
      ok: 'warning' as const,
      detail: answerOf(exchange),
      hint: 'redirects cost time, and those to another origin are not followed: name the place itself',
    }))
}

function time({ exchanges }: Examined): Finding {
  const total = exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return {
    name: 'time',
    ok: total > slowMs ? 'warning' : true,
    detail: `${total} ms for ${exchanges.length} ${exchanges.length === 1 ? 'request' : 'requests'}`,
    ...(total > slowMs && {
      hint: 'keySets.timeoutMs gives both documents 5000 ms together; call ready() at the start',
    }),
  }
}

/** How long the key set may be kept, as the issuer says. */
export function cacheFinding({ exchanges, jwksUri }: Examined): Finding {
  const name = 'cache'
  const served = exchanges.findLast(
    (exchange) => (jwksUri !== undefined || !isMetadata(exchange)) && exchange.status === 200,
  )
  if (!served) return { name, ok: 'skipped', detail: 'there is no key set' }
  const field = served.headers?.get('cache-control')
  if (field === undefined || field === null) {
    return { name, ok: true, detail: 'no Cache-Control: the key set is kept for 10 minutes' }
  }
  const seconds = Number(/max-age=(\d{1,9})/i.exec(field)?.[1] ?? NaN)
  const said = `Cache-Control: ${JSON.stringify(field.slice(0, 80))}`
  if (/no-store|no-cache/i.test(field) || seconds < 60) {
    return {
      name,
      ok: 'warning',
      detail: `${said}: the key set is kept for a minute all the same`,
      hint: 'let the issuer allow some minutes: keys change seldom, and each API asks anew',
    }
  }
  if (seconds > 3600) return { name, ok: true, detail: `${said}: the key set is kept for an hour at most` }
  return { name, ok: true, detail: said }
}

/** The clock of the issuer by the field `Date`, which has whole seconds, against that of this machine. */
export function clockFinding({ exchanges }: Examined): Finding {
  const name = 'clock'
  const dated = exchanges.filter(({ headers }) => Date.parse(headers?.get('date') ?? '') > 0)
  const [first] = dated.toSorted((one, other) => one.durationMs - other.durationMs)
  if (!first) return { name, ok: 'skipped', detail: 'no answer had a Date' }
  const seconds = Math.round((first.at - Date.parse(first.headers?.get('date') ?? '')) / 1000)
  if (Math.abs(seconds) <= toleranceSeconds)
    return { name, ok: true, detail: `this machine and the issuer agree (${seconds} s)` }
  return {
    name,
    ok: false,
    detail: `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the issuer`,
    hint: 'synchronise the clocks (NTP): otherwise good tokens count as expired, or as not valid yet',
  }
}
