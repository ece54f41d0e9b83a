/**
 * Freezes a value with all plain objects and lists in it. Other objects (a `Date`, a `Map`) are left as they
 * are: freezing would not make them constant.
 */
export function deepFreeze<T>(value: T): T {
  const pending: unknown[] = [value]
  const seen = new Set<unknown>()
  while (pending.length > 0) {
    const next = pending.pop()
    if (!isPlain(next) || seen.has(next)) continue
    seen.add(next)
    for (const member of Object.values(Object.freeze(next)) as unknown[]) pending.push(member)
  }
  return value
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}
