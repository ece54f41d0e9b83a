import type { Chapter } from '../row.js'

export const tokenStatusList: Chapter = {
  title: 'Token Status List',
  about: 'A draft, not an RFC yet.',
  rows: [
    {
      id: 'TSL-8.3-a',
      level: 'MUST',
      section: '8.3',
      requirement: 'The token comes first: an invalid one causes no fetch of a list.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-6.2-a',
      level: 'MUST',
      section: '6.2, 8.3',
      requirement: '`idx` is a whole number and `uri` a text, or the token is refused.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-8.1-a',
      level: 'MUST*',
      section: '8.1, 8.2',
      requirement: 'A list is fetched under its media type, and redirects are limited.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-5.1-a',
      level: 'MUST',
      section: '5.1, 8.3',
      requirement: 'A list has its `typ`, a trusted signature, and a `sub` that equals `uri`.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-4.1-a',
      level: 'MUST',
      section: '4.1, 11.1',
      requirement: 'It is unpacked within bounds, and read with 1, 2, 4 or 8 bits for each status.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-8.3-b',
      level: 'MUST',
      section: '8.3',
      requirement: 'An index beyond its end refuses the token.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-7.1-a',
      level: 'MUST*',
      section: '7.1',
      requirement: 'Valid passes; invalid, suspended and whatever is not known fail.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-8.3-c',
      level: 'SHOULD',
      section: '8.3',
      requirement: 'A status that cannot be found out refuses the token.',
      decision: { planned: 'status lists' },
    },
    {
      id: 'TSL-8.2-a',
      level: 'MUST',
      section: '8.2, 8.3, 11.5',
      requirement: 'A list is kept for as long as it says, within bounds.',
      decision: { planned: 'status lists' },
    },
  ],
}
