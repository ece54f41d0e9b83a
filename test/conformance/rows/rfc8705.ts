import type { Chapter } from '../row.js'

export const rfc8705: Chapter = {
  title: 'RFC 8705, RFC 9440: certificate-bound tokens',
  rows: [
    {
      id: '8705-3-a',
      level: 'MUST',
      section: '3',
      requirement: 'The certificate of the connection is the one that the token is bound to.',
    },
    {
      id: '8705-3.1-a',
      level: 'MUST',
      section: '3.1',
      requirement: '`x5t#S256` is the unpadded base64url SHA-256 of the certificate in DER.',
    },
    {
      id: '8705-3.2-a',
      level: 'MUST*',
      section: '3.2',
      requirement: 'In an introspection answer it counts in the same way.',
    },
    {
      id: '8705-3-b',
      level: 'MUST*',
      section: '2.2, 3, 6.2',
      requirement: 'No chain of trust is needed: a self-signed certificate will do.',
    },
    {
      id: '8705-3-c',
      level: 'policy',
      section: '3 (9728 §2)',
      requirement:
        'Where bound tokens are required, others are refused; elsewhere mTLS alone changes nothing.',
    },
    {
      id: '9440-4-a',
      level: 'MUST',
      section: '4',
      requirement: '`Client-Cert` counts only from a proxy that was declared.',
    },
    {
      id: '9440-2.2-a',
      level: 'MUST',
      section: '2.1, 2.2',
      requirement: 'It holds one byte sequence, and stands there once.',
    },
    {
      id: '9440-2.4-a',
      level: 'MUST',
      section: '2.4',
      requirement: 'Answers that depend on it are not stored, or vary on it.',
    },
  ],
}
