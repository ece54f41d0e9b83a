import type { Chapter } from '../row.js'

export const rfc7517: Chapter = {
  title: 'RFC 7517, RFC 7638: keys and key sets',
  rows: [
    {
      id: '7517-5-a',
      level: 'SHOULD',
      section: '4.1, 5',
      requirement: 'A key that cannot be used is skipped, and does no harm to the others.',
    },
    {
      id: '7517-5-b',
      level: 'MUST',
      section: '5',
      requirement: 'What has no list `keys` is no key set, and counts as a fetch that failed.',
    },
    {
      id: '7517-4.2-a',
      level: 'SHOULD*',
      section: '4.2, 4.3',
      requirement: 'A key is used only when `use` and `key_ops` let it verify signatures.',
    },
    {
      id: '7517-4.4-a',
      level: 'MUST*',
      section: '4.4 (8725 §3.1)',
      requirement: 'The `alg` of a key equals the `alg` of the token.',
    },
    {
      id: '7517-4.5-a',
      level: 'MUST*',
      section: '4.5',
      requirement: '`kid` is compared exactly, and chooses only among the keys of the issuer.',
    },
    {
      id: '7517-4.5-b',
      level: 'SHOULD*',
      section: '4.5',
      requirement: 'Keys of different types with the same `kid` are told apart.',
    },
    {
      id: '7638-3-a',
      level: 'MUST',
      section: '3, 3.2, 3.3',
      requirement:
        'A thumbprint covers the required members alone, in a fixed order and without white space.',
    },
  ],
}
