import { octets } from '#octets'
import type { MaybePromise } from '../maybe-promise.js'

/** Reads the SHA-256 of a certificate out of a field; nothing where it is not in this form, and not exactly one. */
export type CertificateForm = (value: string) => MaybePromise<string> | undefined

/** The forms in which proxies write certificates. */
export type CertificateFormName = 'rfc9440' | 'escaped-pem' | 'xfcc'

/** One byte sequence between colons. @see RFC 9440 §2.2 @see RFC 9651 §3.3.5 */
const byteSequence = /^:([^:]+):$/

const base64Text = /^[A-Za-z0-9+/]+={0,2}$/

/** One repetition, without anything optional around it: no field makes it try in many ways. */
const pem = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/

/** One element of the field of Envoy: pairs between semicolons, whose quoted values may hold anything. */
const xfccElement = /^(?:[A-Za-z]+=(?:"(?:[^"\\]|\\.)*"|[^";,]*)(?:;|$))+$/
const xfccPair = /([A-Za-z]+)=("(?:[^"\\]|\\.)*"|[^";,]*)(?:;|$)/g

export const certificateForms: Readonly<Record<CertificateFormName, CertificateForm>> = {
  rfc9440: (value) => thumbprint(byteSequence.exec(value)?.[1]),
  'escaped-pem': (value) => thumbprint(pem.exec(unescaped(value))?.[1]?.replaceAll(/\s/g, '')),
  xfcc: (value) => hexToBase64url(xfccHash(value)),
}

function thumbprint(base64: string | undefined): MaybePromise<string> | undefined {
  if (base64 === undefined || !base64Text.test(base64)) return undefined
  const certificate = octets.decodeBase64url(
    base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'),
  )
  return certificate && octets.sha256(certificate)
}

/** nginx escapes all of it, and others only what must be: a `+` is a character of base64 and no space. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** The hash of an element that has exactly one. */
function xfccHash(value: string): string | undefined {
  if (!xfccElement.test(value)) return undefined
  const [hash, ...others] = Array.from(value.matchAll(xfccPair))
    .filter(([, name]) => name?.toLowerCase() === 'hash')
    .map(([, , text = '']) => text)
  return hash !== undefined && others.length === 0 && /^[0-9a-f]{64}$/i.test(hash) ? hash : undefined
}

function hexToBase64url(hex: string | undefined): string | undefined {
  if (hex === undefined) return undefined
  const bytes = hex.match(/../g) ?? []
  const binary = String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)))
  return btoa(binary).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
}
