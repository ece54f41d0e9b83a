/** Whether a peer is a proxy that is trusted, or what failed when that was asked. */
export type TrustVerdict = boolean | { readonly failed: unknown }

/** Tells the proxies that are trusted from others, by the address of a peer; it has none on a Unix socket. */
export type TrustedPeers = (address: string | undefined) => TrustVerdict

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/
const isIpv4 = (text: string) => ipv4.test(text) && !text.endsWith('.')
const isIpv6 = (text: string) => text.includes(':') && URL.canParse(`http://[${text}]/`)

/** Whether a text is the address of one machine: no name, no network, no port. */
export const isAddress = (text: unknown): text is string =>
  typeof text === 'string' && (isIpv4(text) || isIpv6(text))

/** Servers that listen on IPv6 too see the peers of IPv4 as `::ffff:10.0.0.1`. @see RFC 4291 §2.5.5.2 */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** Trusts these addresses. */
export function trustingAddresses(addresses: readonly string[]): TrustedPeers {
  const trusted = new Set(addresses.map(withoutMapping))
  return (address) => address !== undefined && trusted.has(withoutMapping(address))
}

/** Asks a function that was handed in. Only a clear yes counts. */
export const trustingAsked =
  (asked: (address: string | undefined) => unknown): TrustedPeers =>
  (address) => {
    try {
      const answer = asked(address === undefined ? undefined : withoutMapping(address))
      if (typeof answer === 'boolean') return answer
      if (answer instanceof Promise) answer.catch(() => undefined)
      return { failed: new TypeError('trustedPeers returned neither true nor false') }
    } catch (failed) {
      return { failed }
    }
  }
