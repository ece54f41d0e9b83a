import type { Chapter } from '../row.js'

export const rfc9700: Chapter = {
  title: 'RFC 9700: best practice for OAuth 2.0',
  rows: [
    {
      id: '9700-2.3-a',
      level: 'MUST',
      section: '2.3',
      requirement:
        'That a token is meant for this resource and fit for this action is checked on each request.',
    },
    {
      id: '9700-4.9.3-a',
      level: 'MUST',
      section: '4.9.3 (6750 §2.3, 5.3)',
      requirement: 'Tokens are secrets, and stand in no log, event, error or answer.',
    },
    {
      id: '9700-4.13-a',
      level: 'MUST*',
      section: '4.13',
      requirement: 'Fields that a proxy sets are believed from that proxy alone.',
    },
    {
      id: '9700-4.15-a',
      level: 'SHOULD*',
      section: '4.15 (9068 §5)',
      requirement: 'A client that acts for itself is not mistaken for a user.',
    },
  ],
}
