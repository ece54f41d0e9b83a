import {
  InfrastructureFault,
  resourceServer,
  type Fetch,
  type KeySkipped,
  type ResourceServerOptions,
  type SavedKeySet,
} from '@qalqon/core'
import { watchingFetch, type Exchange } from './watching-fetch.js'

/** What an API would get from an issuer, and what passed by on the way. */
export interface Examined {
  readonly issuer: string
  /** Where the key set is, for an issuer whose metadata is not asked for. */
  readonly jwksUri: string | undefined
  readonly exchanges: readonly Exchange[]
  /** Why there is no key set; nothing when there is one. */
  readonly fault: InfrastructureFault | undefined
  readonly saved: SavedKeySet | undefined
  readonly skipped: readonly KeySkipped[]
}

/**
 * Lets a resource server make itself ready, and watches.
 *
 * @throws {ConfigurationFault} when the issuer is no URL, or none that an API would accept.
 */
export async function examineIssuer(
  {
    issuer,
    audience,
    jwksUri,
  }: Pick<Examined, 'issuer' | 'jwksUri'> & { readonly audience: readonly string[] },
  fetch: Fetch = globalThis.fetch,
): Promise<Examined> {
  const exchanges: Exchange[] = []
  const skipped: KeySkipped[] = []
  const options: ResourceServerOptions = {
    issuer: { issuer, ...(jwksUri !== undefined && { jwksUri }) },
    audience,
    fetch: watchingFetch(exchanges, fetch),
    onEvent: (event) => {
      if (event.type === 'key_skipped') skipped.push(event)
    },
  }
  const server = resourceServer(options)
  const fault = await server.ready().then(
    () => undefined,
    (thrown: unknown) => {
      if (thrown instanceof InfrastructureFault) return thrown
      throw thrown
    },
  )
  return { issuer, jwksUri, exchanges, fault, saved: server.savedKeySets()[0], skipped }
}
