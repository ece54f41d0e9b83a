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
