import type { TestCase } from './test-run.js'

/** What begins with a number, what ends with a letter, and the rows of the OpenID suite; `ML-DSA-44` is no id. */
const id = '(?:[A-Z]*\\d[\\w.]*(?:-[\\w.]+)+|[A-Z]+(?:-[\\w.]+)*-[a-z]|OIDF-\\d\\d)'

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
