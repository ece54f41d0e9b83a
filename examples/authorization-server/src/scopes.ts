/** The scopes of the Drive, the resource server of the sample system. */
export const driveScopes = ['files.read', 'files.write', 'files.delete', 'files.share'] as const

/** The scopes of the notes, which the MCP server keeps. */
export const notesScopes = ['notes.read', 'notes.write'] as const

/** The scopes of the account API of this server: a person's own applications. */
export const accountScopes = ['apps.read', 'apps.revoke'] as const

/** The scopes that OpenID Connect defines (Core §5.4 and §11). */
export const identityScopes = ['openid', 'profile', 'email', 'offline_access'] as const

/** The claims that each identity scope releases through userinfo. */
export const claimsOfScopes = {
  openid: ['sub'],
  profile: ['name'],
  email: ['email', 'email_verified'],
}

/** A scope in the words of the person who is asked to grant it. */
export interface ScopeWords {
  readonly scope: string
  /** Continues "Photo Print wants to: …". */
  readonly action: string
  readonly detail: string
}

const words: Readonly<Record<string, (owner: string) => Omit<ScopeWords, 'scope'>>> = {
  'files.read': (owner) => ({
    action: `See the files of ${owner}`,
    detail: 'Their names, folders and contents',
  }),
  'files.write': (owner) => ({
    action: `Add and change files of ${owner}`,
    detail: 'Upload, rename, replace',
  }),
  'files.delete': (owner) => ({ action: `Delete files of ${owner}`, detail: 'One by one or whole folders' }),
  'files.share': (owner) => ({
    action: `Share files of ${owner}`,
    detail: 'Give other people access, and take it back',
  }),
  'notes.read': (owner) => ({ action: `See the notes of ${owner}`, detail: 'Everything that they say' }),
  'notes.write': (owner) => ({ action: `Add and remove notes of ${owner}`, detail: 'One by one or several' }),
  'apps.read': (owner) => ({
    action: `See the applications of ${owner}`,
    detail: 'Which ones have access, to what, and since when',
  }),
  'apps.revoke': (owner) => ({
    action: `Take access away from applications of ${owner}`,
    detail: 'They have to ask again',
  }),
  openid: (owner) => ({ action: `Recognise ${owner}`, detail: 'Know that it is the same person next time' }),
  profile: (owner) => ({ action: `See the name of ${owner}`, detail: 'As it is written in this account' }),
  email: (owner) => ({ action: `See the e-mail address of ${owner}`, detail: 'And whether it is verified' }),
  offline_access: (owner) => ({
    action: `Keep this access while ${owner} is away`,
    detail: 'It is renewed without asking again',
  }),
}

/** Puts scopes into words, what concerns files first. A scope without words is shown by its name. */
export function describeScopes(scopes: Iterable<string>, owner: string): ScopeWords[] {
  const order = Object.keys(words)
  return [...new Set(scopes)]
    .map((scope) => ({ scope, ...(words[scope]?.(owner) ?? { action: scope, detail: '' }) }))
    .sort((a, b) => position(order, a.scope) - position(order, b.scope))
}

function position(order: readonly string[], scope: string): number {
  const index = order.indexOf(scope)
  return index === -1 ? order.length : index
}
