import { ownClientMetadata } from './clients.js'
import type { Environment } from './environment.js'
import { accountScopes, driveScopes, notesScopes } from './scopes.js'

/** An API that takes access tokens of this server. */
export interface Resource {
  /** Its resource indicator (RFC 8707), and the `aud` of its tokens. */
  readonly audience: string
  readonly scopes: readonly string[]
  /** The metadata of a client that holds those of the scopes that it may ask for. */
  readonly registered: string
}

/** The resources of the sample: the Drive, the notes of the MCP server, and the account API of this server itself. */
export function resourcesOf(environment: Environment) {
  return {
    drive: {
      audience: environment.driveAudience,
      scopes: driveScopes,
      registered: ownClientMetadata.driveScope,
    },
    notes: {
      audience: environment.notesAudience,
      scopes: notesScopes,
      registered: ownClientMetadata.notesScope,
    },
    account: {
      audience: `${environment.issuer}/account`,
      scopes: accountScopes,
      registered: ownClientMetadata.accountScope,
    },
  } satisfies Record<string, Resource>
}
