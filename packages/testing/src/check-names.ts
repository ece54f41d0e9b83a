/**
 * Refuses misspelt options: a test whose option is not heeded tests something else than it says.
 *
 * @throws {TypeError} naming the option and those that there are
 */
export function checkNames(what: string, options: object, known: readonly string[]): void {
  const stranger = Object.keys(options).find((name) => !known.includes(name))
  if (stranger === undefined) return
  throw new TypeError(`${what} has no option ${JSON.stringify(stranger)}; there are ${known.join(', ')}`)
}
