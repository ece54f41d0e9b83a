import type { TestCase } from './test-run.js'

/** Such as `6750-2.1-a`, `9449-4.3-12a`, `JWKS-a` and `OIDF-01`. `ML-DSA-44` and the section `8017-8.1.2` are none. */
const id = '(?:[A-Z]*\\d[\\w.]*(?:-[\\w.]+)*-(?:[a-z]|\\d+[a-z]?)|[A-Z]+(?:-[\\w.]+)*-[a-z]|OIDF-\\d\\d)'

/** The ids at the beginning of a name, with commas between them and a colon behind the last. */
const ids = new RegExp(`^(${id}(?:, ${id})*): `)

/** The rows that a test is for: those that its name begins with, or the name of a `describe` around it. */
export function rowIdsOf({ titles }: Pick<TestCase, 'titles'>): readonly string[] {
  return [...new Set(titles.flatMap((title) => ids.exec(title)?.[1]?.split(', ') ?? []))]
}

/** The tests by the row that they are for. */
export function holdersOf(cases: readonly TestCase[]): ReadonlyMap<string, readonly TestCase[]> {
  const holders = new Map<string, TestCase[]>()
  for (const test of cases) {
    for (const row of rowIdsOf(test)) {
      const others = holders.get(row)
      if (others) others.push(test)
      else holders.set(row, [test])
    }
  }
  return holders
}
