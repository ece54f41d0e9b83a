import type { Chapter } from '../row.js'

export const rfc9396: Chapter = {
  title: 'RFC 9396, RFC 8707: authorization details, resource indicators',
  rows: [
    {
      id: '9396-2-a',
      level: 'MUST*',
      section: '2, 9.1, 9.2',
      requirement:
        '`authorization_details` is a list of objects, each with a `type`; anything else makes a token malformed.',
    },
    {
      id: '9396-2.2-a',
      level: 'MUST*',
      section: '2.2',
      requirement: 'Rights are those of one object at a time, and members of two are never combined.',
    },
    {
      id: '9396-2.1-a',
      level: 'MUST*',
      section: '2.1, 11.3',
      requirement: '`type` is compared exactly, an unknown one grants nothing, and none is fetched.',
    },
    {
      id: '8707-2-b',
      level: 'MAY',
      section: '2',
      requirement: 'A resource server can have several audiences of its own, each compared exactly.',
    },
  ],
}
