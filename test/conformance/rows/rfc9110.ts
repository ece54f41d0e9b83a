import type { Chapter } from '../row.js'

export const rfc9110: Chapter = {
  title: 'RFC 9110, RFC 9111: challenges and caching',
  rows: [
    {
      id: '9110-11.3-a',
      level: 'MUST',
      section: '11.2, 11.3',
      requirement:
        'A challenge has the strict grammar: a scheme, a space, parameters with commas between them.',
    },
    {
      id: '9110-11.5-a',
      level: 'MUST',
      section: '11.5',
      requirement: '`realm` is sent as a quoted string.',
    },
    {
      id: '9110-11.6.1-a',
      level: 'MUST',
      section: '11.6.1, 15.5.2',
      requirement: 'Each 401 has a challenge, also one that an error handler answers.',
    },
    {
      id: '9110-11.6.1-b',
      level: 'MUST*',
      section: '11.6.1',
      requirement: 'Several schemes are several challenges, and one of the application stays beside ours.',
    },
    {
      id: '9110-9.3.7-a',
      level: 'SHOULD*',
      section: '9.3.7 (Fetch/CORS)',
      requirement: 'A CORS preflight can pass without a token, and nothing that only resembles one.',
    },
    {
      id: '9111-3.5-a',
      level: 'SHOULD*',
      section: '3, 3.5',
      requirement:
        'Refusals are not stored, and good answers get no directive that lets shared caches store them.',
    },
  ],
}
