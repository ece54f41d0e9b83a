import type { Chapter } from '../row.js'

export const fapi2: Chapter = {
  title: 'FAPI 2.0: security profile and message signing',
  rows: [
    {
      id: 'FAPI2-5.3.4-1',
      level: 'MUST',
      section: '5.3.4 (1)',
      requirement: 'The token comes in the `Authorization` field, bound by mTLS or DPoP.',
    },
    {
      id: 'FAPI2-5.3.4-2',
      level: 'MUST NOT',
      section: '5.3.4 (2)',
      requirement: 'Tokens in the query are refused.',
    },
    {
      id: 'FAPI2-5.3.4-3',
      level: 'MUST',
      section: '5.3.4 (3)',
      requirement: 'Validity, integrity, expiry and revocation are checked.',
    },
    {
      id: 'FAPI2-5.3.4-4',
      level: 'MUST',
      section: '5.3.4 (4)',
      requirement: 'The token suffices for the request, or the error is that of RFC 6750.',
    },
    {
      id: 'FAPI2-5.3.4-5',
      level: 'MUST',
      section: '5.3.4 (5)',
      requirement: 'Tokens that are not bound to their sender are refused.',
    },
    {
      id: 'FAPI2-5.4-a',
      level: 'MUST',
      section: '5.4',
      requirement: 'Only PS256, ES256 and EdDSA with Ed25519 are accepted, with keys that are large enough.',
    },
    {
      id: 'FAPI2-5.3.2.1-13',
      level: 'MUST*',
      section: '5.3.2.1 (13)',
      requirement: '`iat` and `nbf` may lie 10 s ahead, and not more than 60 s.',
    },
  ],
}
