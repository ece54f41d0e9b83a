import type { Chapter } from '../row.js'

export const rfc8725: Chapter = {
  title: 'RFC 8725: best practice for JWTs',
  about: 'Row 8725bis comes from the draft of its successor.',
  rows: [
    {
      id: '8725-3.1-a',
      level: 'MUST',
      section: '3.1 (7515 §5.2)',
      requirement: 'The policy sets the algorithms, never the token.',
    },
    {
      id: '8725-3.1-b',
      level: 'MUST',
      section: '3.1',
      requirement: 'One key, one algorithm.',
    },
    {
      id: '8725-3.8-a',
      level: 'MUST',
      section: '3.8',
      requirement: 'A key belongs to one issuer, and verifies the tokens of no other.',
    },
    {
      id: '8725-3.8-b',
      level: 'MUST',
      section: '3.8, 3.10',
      requirement: 'An unknown issuer is refused before anything is fetched.',
    },
    {
      id: '8725-3.9-a',
      level: 'MUST',
      section: '3.9',
      requirement: 'The audience is always checked, and a token without one is refused.',
    },
    {
      id: '8725-3.10-a',
      level: 'SHOULD*',
      section: '3.10',
      requirement: '`kid` is input that nobody vouches for.',
    },
    {
      id: '8725-3.12-a',
      level: 'MUST',
      section: '2.8, 3.11, 3.12',
      requirement: 'The kinds of JWTs of one issuer exclude each other.',
    },
    {
      id: '8725bis-a',
      level: 'draft',
      section: 'bis',
      requirement:
        'Signed and encrypted tokens are told apart by structure; unpacking and key derivation are bounded.',
    },
  ],
}
