import type { Chapter } from '../row.js'

export const rfc7519: Chapter = {
  title: 'RFC 7519: claims',
  about: 'Rows with an X are good practice for JavaScript.',
  rows: [
    {
      id: '7519-4.1.4-a',
      level: 'MUST',
      section: '4.1.4',
      requirement: 'From the instant of `exp` on, a token is invalid.',
    },
    {
      id: '7519-4.1.5-a',
      level: 'MUST',
      section: '4.1.5',
      requirement: 'From the instant of `nbf` on, it is valid.',
    },
    {
      id: '7519-2-a',
      level: 'MUST',
      section: '2, 4.1.4–4.1.6',
      requirement: 'A time is a finite number. Anything else is malformed, which is not the same as absent.',
    },
    {
      id: '7519-4.1.6-a',
      level: 'SHOULD*',
      section: '4.1.6 (FAPI2 §5.3.2.1)',
      requirement: '`iat` far in the future is refused.',
    },
    {
      id: '7519-4.1.3-a',
      level: 'MUST',
      section: '4.1.3',
      requirement: 'One of the audiences equals an identifier of our own, exactly.',
    },
    {
      id: '7519-4.1.1-a',
      level: 'MUST*',
      section: '4.1.1, 4.1.2',
      requirement: '`iss` and `sub` are texts, and compared exactly.',
    },
    {
      id: '7519-4-a',
      level: 'MUST',
      section: '4',
      requirement: 'Unknown claims are ignored, repeated ones refused.',
    },
    {
      id: '7519-7.2-a',
      level: 'MUST',
      section: '7.2',
      requirement: 'The payload is UTF-8 and exactly one JSON object.',
    },
    {
      id: '7519-7.2-b',
      level: 'MUST',
      section: '5.2, 7.2 (8725 §3.3)',
      requirement: 'A token in a token is verified too, or refused.',
    },
    {
      id: '7519-X-a',
      level: 'policy',
      section: '—',
      requirement: 'Names of claims do not reach the prototypes of JavaScript.',
    },
  ],
}
