import type { TokenOptions } from '../token-claims.js'

/** The scopes that a test asks for, as a list; otherwise those that the provider grants to everybody. */
export function scopeList({ scope }: TokenOptions, granted: readonly string[] = []): readonly string[] {
  if (scope === undefined) return granted
  return typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : scope
}

/** The same as one text, or nothing where there is none. */
export function scopeText(options: TokenOptions, granted?: readonly string[]): string | undefined {
  return scopeList(options, granted).join(' ') || undefined
}
