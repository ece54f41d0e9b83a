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
const ownSchemes =
  /^(?:file|rediss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|amqps?|kafka|ldaps?|unix)$/

/**
 * The URLs in a text that are not for clients: of files and data stores, and of hosts that only the inside knows (loopback, private
 * addresses, names of one word, and names such as `keys.internal`).
 *
 * @param publicUrls what such a URL may begin with all the same
 */
export function internalUrls(text: string, publicUrls: readonly string[] = []): string[] {
  return [...text.matchAll(address)].flatMap(([url, name = '']) => {
    const scheme = name.toLowerCase()
    if (ownSchemes.test(scheme)) return [url]
    const open = publicUrls.some((known) => isWithin(url, known.replace(/\/+$/, '')))
    return openSchemes.includes(scheme) && !open && isInside(url) ? [url] : []
  })
}

const isWithin = (url: string, known: string) =>
  url.startsWith(known) && /^(?:[/?#]|$)/.test(url.slice(known.length))

function isInside(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  if (hostname.startsWith('[')) return inside.check(hostname.slice(1, -1), 'ipv6')
  if (/^[\d.]+$/.test(hostname)) return inside.check(hostname, 'ipv4')
  return !hostname.includes('.') || insideName.test(hostname)
}
