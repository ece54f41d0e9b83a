import type { Chapter } from '../row.js'

export const rfc9068: Chapter = {
  title: 'RFC 9068: access tokens as JWTs',
  rows: [
    {
      id: '9068-4-a',
      level: 'MUST',
      section: '4, 2.1',
      requirement: '`typ` is `at+jwt`. Anything else is refused, also its absence.',
    },
    {
      id: '9068-4-b',
      level: 'MUST',
      section: '4',
      requirement: '`iss` equals the issuer exactly.',
    },
    {
      id: '9068-4-c',
      level: 'MUST',
      section: '4',
      requirement: '`aud` names this resource server.',
    },
    {
      id: '9068-4-d',
      level: 'MUST',
      section: '4',
      requirement: 'Every published key of the issuer may sign, and no other.',
    },
    {
      id: '9068-4-e',
      level: 'MUST',
      section: '4',
      requirement: 'The time is before `exp`, and the tolerance small.',
    },
    {
      id: '9068-4-f',
      level: 'MUST',
      section: '4',
      requirement: 'Whichever check fails, under whichever scheme, the error is `invalid_token`.',
    },
    {
      id: '9068-4-g',
      level: 'SHOULD',
      section: '4',
      requirement: 'An encrypted token is decrypted, and where that was agreed, a plain one is refused.',
      decision: {
        notOffered:
          'Encrypted tokens are not accepted: what has five parts is refused (7515-5.2-a, 7519-7.2-b).',
      },
    },
    {
      id: '9068-4-h',
      level: 'SHOULD',
      section: '4, 2.2.3',
      requirement: '`scope`, `roles` and the like feed the decision.',
    },
    {
      id: '9068-2.1-a',
      level: 'MUST',
      section: '2.1',
      requirement: '`RS256` is supported.',
    },
    {
      id: '9068-2.2-a',
      level: 'MUST*',
      section: '2.2 (9701 §8.1)',
      requirement: '`iss`, `exp`, `aud`, `sub`, `client_id`, `iat` and `jti` are there, each of its type.',
    },
  ],
}
