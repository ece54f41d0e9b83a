import type { Chapter } from '../row.js'

export const rfc7518: Chapter = {
  title: 'RFC 7518, RFC 8037, RFC 9864, RFC 9964: algorithms',
  rows: [
    {
      id: '7518-3.2-a',
      level: 'MUST',
      section: '3.2',
      requirement:
        'A secret for HMAC is at least as long as the hash, and tags are compared in constant time.',
      decision: {
        notOffered:
          'Symmetric algorithms are not offered. That no key of a key set serves as a secret is held by 7518-3.2-b.',
      },
    },
    {
      id: '7518-3.2-b',
      level: 'MUST*',
      section: '3.2 (8725 §3.1)',
      requirement: 'No key of a key set serves as the secret of `HS256` and its like.',
    },
    {
      id: '7518-3.3-a',
      level: 'MUST',
      section: '3.3, 3.5',
      requirement: 'RSA keys below 2048 bits are refused.',
    },
    {
      id: '7518-3.4-a',
      level: 'MUST',
      section: '3.4',
      requirement: 'An ECDSA signature is raw R‖S of the right length.',
    },
    {
      id: '7518-3.4-b',
      level: 'MUST*',
      section: '3.4',
      requirement: 'The algorithm fixes the curve.',
    },
    {
      id: '7518-6.2-a',
      level: 'MUST*',
      section: '6.2.1',
      requirement: 'Coordinates of EC keys have their full length, and the point lies on the curve.',
    },
    {
      id: '7518-3.6-a',
      level: 'MUST',
      section: '3.6 (9068 §4, 8725 §3.2)',
      requirement: '`none` is refused in every spelling.',
    },
    {
      id: '8037-3.1-a',
      level: 'MUST',
      section: '2, 3.1, 3.2',
      requirement:
        'Octet key pairs have `crv` and `x`, and those for key agreement never verify a signature.',
    },
    {
      id: '9864-2.2-a',
      level: 'MUST*',
      section: '2.2, 4.1',
      requirement: '`Ed25519`, `Ed448` and the deprecated `EdDSA` are different algorithms.',
    },
    {
      id: '9964-3-a',
      level: 'MUST',
      section: '3, 4, 7',
      requirement:
        'Keys and signatures of ML-DSA have exact sizes, an `alg`, nothing private and no context.',
    },
    {
      id: '9964-6-a',
      level: 'MUST',
      section: '6',
      requirement: 'The thumbprint of an ML-DSA key covers its `alg` too.',
    },
  ],
}
