import { chapters } from './chapters.js'
import { holdersOf, rowIdsOf } from './holders.js'

describe('the rows that a test is for', () => {
  test.each<[string[], string[]]>([
    [['6750-2.1-a: a token'], ['6750-2.1-a']],
    [['6750-3-e, 6750-3.1-a: a token'], ['6750-3-e', '6750-3.1-a']],
    [['Express 5', 'credentials', '6750-2.1-a: a token'], ['6750-2.1-a']],
    [['8725-3.12-a: kinds', 'plain-jwt', 'JWT is none'], ['8725-3.12-a']],
    [
      ['OIDC-2-a: by its type', '9068-4-a: typ'],
      ['OIDC-2-a', '9068-4-a'],
    ],
    [['OIDC-2-a: by its type', 'OIDC-2-a: again'], ['OIDC-2-a']],
  ])('%j are for %j', (titles, ids) => {
    expect(rowIdsOf({ titles })).toEqual(ids)
  })

  test.each([
    'a token',
    'as 6750-2.1-a: says',
    '6750-2.1-a without a colon',
    '6750-2.1-a',
    'ML-DSA-44: pub of 1312 octets',
    'UTF-16: refused',
    '8017-8.1.2: an RSA signature',
    'plain-jwt: all three may be absent',
    'RFC 6750: tokens',
    'HTTP: tokens',
  ])('%j is for none', (title) => {
    expect(rowIdsOf({ titles: [title] })).toEqual([])
  })

  test('every row can be named', () => {
    for (const { id } of chapters.flatMap(({ rows }) => rows)) {
      expect(rowIdsOf({ titles: [`${id}: …`] })).toEqual([id])
    }
  })

  test('ids that no row has are read all the same, so that they are missed', () => {
    for (const id of ['6750-9-z', '9999-1-a', 'OIDX-2-a', 'OIDF-99', 'FAPI2-5.3.4-9', '9449-4.3-99z']) {
      expect(rowIdsOf({ titles: [`${id}: …`] })).toEqual([id])
    }
  })
})

test('a row has all tests that name it, and a test all rows that it names', () => {
  const test = (...titles: string[]) => ({ file: 'a.test.ts', titles, outcome: 'passed' as const })
  const [one, two, other] = [test('1-a: x'), test('1-a, 2-a: y'), test('z')]
  expect([...holdersOf([one, two, other])]).toEqual([
    ['1-a', [one, two]],
    ['2-a', [two]],
  ])
})
