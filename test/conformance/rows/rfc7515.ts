import type { Chapter } from '../row.js'

export const rfc7515: Chapter = {
  title: 'RFC 7515, RFC 7797: signatures (JWS)',
  rows: [
    {
      id: '7515-5.2-a',
      level: 'MUST',
      section: '5.2, 7.1',
      requirement: 'A compact JWS has exactly two periods.',
    },
    {
      id: '7515-5.2-b',
      level: 'MUST',
      section: '2, 5.2',
      requirement: 'Each part is strict base64url: no padding, no white space, no stray bits.',
    },
    {
      id: '7515-5.2-c',
      level: 'MUST',
      section: '5.2, 10.13',
      requirement: 'The header is UTF-8 and exactly one JSON object.',
    },
    {
      id: '7515-10.12-a',
      level: 'MUST',
      section: '4, 10.12',
      requirement: 'A header that repeats a name is refused.',
    },
    {
      id: '7515-4.1.1-a',
      level: 'MUST',
      section: '4.1.1, 5.3',
      requirement: '`alg` is there, is a text, and is compared with regard to case.',
    },
    {
      id: '7515-5.3-a',
      level: 'MUST',
      section: '5.3',
      requirement: 'Names and values are compared after their JSON escapes were resolved.',
    },
    {
      id: '7515-5.2-d',
      level: 'MUST',
      section: '5.2',
      requirement: 'The signature covers the octets that came, not JSON that was written again.',
    },
    {
      id: '7515-4.1.11-a',
      level: 'MUST',
      section: '4.1.11',
      requirement: 'An extension in `crit` that nobody handles makes the token invalid.',
    },
    {
      id: '7515-4.1.11-b',
      level: 'MUST*',
      section: '4.1.11',
      requirement: 'So does a `crit` that is malformed.',
    },
    {
      id: '7515-4.1.9-a',
      level: 'MUST*',
      section: '4.1.9',
      requirement:
        '`typ` is compared as a media type: without regard to case, and `application/` may be left out.',
    },
    {
      id: '7515-6-a',
      level: 'MUST',
      section: '4.1.2–4.1.8, 6',
      requirement: 'A token never brings its own key: `jwk`, `jku`, `x5u` and `x5c` are not looked at.',
    },
    {
      id: '7797-7-a',
      level: 'MUST',
      section: '3, 7',
      requirement: 'A JWT never has an unencoded payload (`b64`).',
    },
  ],
}
