/** Whether frameworks are tried in each of their versions, as CI does. It takes another minute. */
export const isEveryVersion = process.env.EVERY_VERSION !== undefined

/** The cases for each version of a framework; without `EVERY_VERSION`, those for the newest alone, and a skipped test that says so. */
export function versions<Version extends readonly [name: string, ...unknown[]]>(
  newest: Version,
  ...older: Version[]
): Version[] {
  if (isEveryVersion) return [newest, ...older]
  skipOlder(...older.map(([name]) => name))
  return [newest]
}

/** A skipped test that names what is not tried. */
export const skipOlder = (...names: string[]): void =>
  test.skip(`${names.join(', ')}: EVERY_VERSION=1 npm test tries these too`, () => undefined)
