import { BlockList } from 'node:net'

/** Addresses that mean something inside alone. @see RFC 1918, RFC 3927, RFC 4193, RFC 6598 */
const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')
inside.addSubnet('::', 127, 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')
inside.addSubnet('fe80::', 10, 'ipv6')

const insideName = /(?:^|\.)(?:localhost|local|internal|intranet|lan|corp|svc|cluster\.local|home\.arpa)$/i
const address = /\b([a-z][a-z0-9+.-]{1,20}):\/\/[^\s"'<>\\`,;(){}|]+/gi
const openSchemes = ['http', 'https', 'ws', 'wss']
/** Files and data stores; what stands behind a plus says how they are spoken to. */
const ownSchemes =
  /^(?:file|unix|rediss?|postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|mongodb|clickhouse|memcached|amqps?|kafka|nats|ldaps?|s3)(?:\+[\w+]+)?$/
const password = /^[^/?#@]*:[^/?#@]*@/

/**
 * The URLs in a text that are not for clients: of files and data stores, with a password, and of hosts that only the inside knows (loopback,
 * private addresses, names of one word, and names such as `keys.internal`).
 *
 * @param publicUrls what such a URL may begin with all the same
 */
export function internalUrls(text: string, publicUrls: readonly string[] = []): string[] {
  return [...text.matchAll(address)].flatMap(([found, name = '']) => {
    const scheme = name.toLowerCase()
    const url = withoutPunctuation(found)
    const authority = url.slice(name.length + '://'.length)
    if (ownSchemes.test(scheme) || password.test(authority)) return [url]
    const open = publicUrls.some((known) => isWithin(url, known.replace(/\/+$/, '')))
    return openSchemes.includes(scheme) && !open && isInside(hostOf(authority)) ? [url] : []
  })
}

const isWithin = (url: string, known: string) =>
  url.startsWith(known) && /^(?:[/?#]|$)/.test(url.slice(known.length))

/** A sentence goes on, or ends, behind a URL. A bracket is part of it behind an address of IPv6 alone. */
const withoutPunctuation = (url: string) => url.replace(url.includes('[') ? /[.:!?*]+$/ : /[.:!?*\]]+$/, '')

/** Read by hand, since a URL that cannot be parsed tells the inside as well. */
function hostOf(authority: string): string {
  const [host = ''] = authority.split(/[/?#]/, 1)
  const named = host.slice(host.lastIndexOf('@') + 1)
  return (/^\[.*?\]/.exec(named)?.[0] ?? named.replace(/:.*$/, '')).replace(/\.$/, '')
}

function isInside(host: string): boolean {
  if (host.startsWith('[')) return inside.check(host.slice(1, -1), 'ipv6')
  if (/^[\d.]+$/.test(host)) return inside.check(host, 'ipv4')
  return !host.includes('.') || insideName.test(host)
}
