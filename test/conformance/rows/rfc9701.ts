import type { Chapter } from '../row.js'

export const rfc9701: Chapter = {
  title: 'RFC 9701: introspection answers as JWTs',
  rows: [
    {
      id: '9701-5-a',
      level: 'MUST',
      section: '4, 5',
      requirement: 'The answer has the media type and the `typ` that were asked for.',
      decision: { planned: 'signed introspection answers' },
    },
    {
      id: '9701-5-b',
      level: 'MUST',
      section: '5',
      requirement: 'It comes from the issuer, is meant for this resource server, and is signed.',
      decision: { planned: 'signed introspection answers' },
    },
    {
      id: '9701-5-c',
      level: 'MUST',
      section: '5',
      requirement: 'What it says of the token is read from `token_introspection` alone.',
      decision: { planned: 'signed introspection answers' },
    },
    {
      id: '9701-5-d',
      level: 'MUST*',
      section: '5, 8',
      requirement: 'Where signed answers are configured, no plain one is taken, and none from another call.',
      decision: { planned: 'signed introspection answers' },
    },
    {
      id: '9701-8.1-a',
      level: 'MUST',
      section: '8.1',
      requirement: 'Such an answer is never taken for an access token.',
    },
  ],
}
