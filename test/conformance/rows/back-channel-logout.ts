import type { Chapter } from '../row.js'

export const backChannelLogout: Chapter = {
  title: 'OpenID Connect Back-Channel Logout 1.0',
  rows: [
    {
      id: 'BCLO-2.5-a',
      level: 'MUST',
      section: '2.5',
      requirement: 'A logout token comes in a form that is posted.',
    },
    {
      id: 'BCLO-2.6-a',
      level: 'MUST',
      section: '2.6',
      requirement: 'Its signature is checked like that of an ID token.',
    },
    {
      id: 'BCLO-2.6-b',
      level: 'MUST',
      section: '2.4, 2.6',
      requirement: '`iss`, `aud`, `iat`, `exp` and `jti` are checked.',
    },
    {
      id: 'BCLO-2.6-c',
      level: 'MUST',
      section: '2.6',
      requirement: '`sub`, `sid` or both are there.',
    },
    {
      id: 'BCLO-2.6-d',
      level: 'MUST',
      section: '2.6',
      requirement: '`events` has the member for logout, and that is an object.',
    },
    {
      id: 'BCLO-2.6-e',
      level: 'MUST NOT',
      section: '2.6',
      requirement: 'There is no `nonce`: so ID tokens stay out.',
    },
    {
      id: 'BCLO-2.6-f',
      level: 'MAY',
      section: '2.6',
      requirement: 'A logout token counts once, and for a session that is known.',
    },
    {
      id: 'BCLO-2.7-a',
      level: 'MUST*',
      section: '2.7',
      requirement: '`sid` ends one session; `sub` alone ends all of that user at this issuer.',
    },
    {
      id: 'BCLO-2.8-a',
      level: 'MUST',
      section: '2.8',
      requirement: 'Success is 200, failure 400, and neither is stored.',
    },
  ],
}
