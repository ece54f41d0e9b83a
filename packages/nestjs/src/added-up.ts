import type { AccessRequirement } from '@qalqon/core'

type Required = AccessRequirement<unknown>

/**
 * What several requirements ask together, in as few as can be: where one is met by the same token as the next, a challenge can name all
 * of their scopes at once. Two that have a member in common other than `scope` stay two.
 */
export function addedUp(requirements: readonly Required[]): readonly Required[] {
  const sums: Required[] = []
  for (const requirement of requirements) {
    const at = sums.findIndex((sum) => isDisjoint(sum, requirement))
    const sum = sums[at]
    if (sum) sums[at] = { ...sum, ...requirement, ...scopesOf(sum, requirement) }
    else sums.push({ ...requirement })
  }
  return sums
}

const isDisjoint = (a: Required, b: Required): boolean =>
  Object.keys(a).every((name) => name === 'scope' || !(name in b))

function scopesOf(a: Required, b: Required): Pick<Required, 'scope'> {
  const scope = [...new Set([...(a.scope ?? []), ...(b.scope ?? [])])]
  return scope.length > 0 ? { scope } : {}
}
