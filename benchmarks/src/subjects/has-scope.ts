/** The line that one writes beside a library that knows no scopes. */
export function hasScope(payload: unknown, scope: string | undefined): boolean {
  if (scope === undefined) return true
  const granted = (payload as { readonly scope?: unknown }).scope
  return typeof granted === 'string' && granted.split(' ').includes(scope)
}
