import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js'
import type { AccessToken } from '@qalqon/express'
import type { Owner } from '../notes/owner.js'

/** Who calls a tool: what was verified of the access token, in the shape that the SDK hands on to tools as `authInfo`. */
export class Caller implements AuthInfo {
  readonly clientId: string
  readonly scopes: string[]
  readonly expiresAt: number
  readonly resource: URL
  readonly owner: Owner

  constructor(token: AccessToken<unknown>, resource: string) {
    const { issuer, subject, clientId, scopes, expiresAt } = token
    this.clientId = clientId ?? '' // never empty here: RFC 9068 tokens name their client
    this.scopes = [...scopes]
    this.expiresAt = expiresAt
    this.resource = new URL(resource)
    this.owner = { issuer, subject }
  }

  /**
   * The SDK wants a text here. The access token itself must not be it: MCP forbids to pass it on to other services, and a tool that
   * does not have it cannot. So the option `exposeToken` stays off, and nobody behind the guard knows the token. An empty text, or
   * a made-up one, would be sent upstream by whoever counts on it and refused there, far from the mistake; this tells at once.
   * As a getter of the class it is not among the members that a copy or JSON takes along, so logging a caller does not fail.
   */
  get token(): never {
    throw new Error('tools do not get the access token: to call another service, get a token that is for it')
  }
}

/** Whose notes a tool is about. */
export function ownerOf(authInfo: AuthInfo | undefined): Owner {
  if (authInfo instanceof Caller) return authInfo.owner
  throw new Error('a tool was reached without the guard')
}
