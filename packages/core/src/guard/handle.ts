import { refuseRequest } from '../faults/index.js'
import type { BackchannelLogoutOptions } from '../logout/logout-options.js'
import type { LogoutReceiver } from '../logout/logout-receiver.js'
import type { Outcome } from '../outcome.js'
import { fromIncomingMessage } from '../request/incoming-message.js'
import type { IncomingMessageLike } from '../request/incoming-message-like.js'
import type { AccessRequirement } from '../requirement/access-requirement.js'
import { toRequirement } from '../requirement/requirement.js'
import type { ResourceServer } from '../resource-server.js'
import type { MetadataEndpoint } from '../resource-metadata/metadata-endpoint.js'
import { decideUpgrade } from '../upgrade/authorize-upgrade.js'
import type { UpgradeSocketLike } from '../upgrade/upgrade-socket.js'
import { guardOf, recheckMessage, type Guard } from './guard.js'

/** One scope or more: a guard without any would protect nothing. */
export type Scopes = [scope: string, ...scopes: string[]]

/**
 * The handle of a resource server, which the middleware of every adapter carries. `Metadata` is what serves the metadata, and `Logout` what
 * receives logouts, where that is something else than a middleware.
 */
export interface ResourceServerHandle<
  Middleware,
  C,
  Anonymous extends boolean,
  Metadata = Middleware,
  Logout = Middleware,
> extends Pick<ResourceServer<C, Anonymous>, 'ready' | 'explain' | 'revoke' | 'stats' | 'savedKeySets'> {
  /**
   * Decides over a request for another protocol, such as a WebSocket, in the `upgrade` event of Node's HTTP server, which no middleware
   * sees, and answers it when it is refused; see `authorizeUpgrade` of `@qalqon/core`. `recheck` knows the request then.
   *
   * @throws {ConfigurationFault} (as a rejection) when the requirement is not valid, and with `publicUrl: 'forwarded'` where a proof has to
   *   be checked: nobody tells there which hops are trusted.
   */
  readonly authorizeUpgrade: (
    request: IncomingMessageLike,
    socket: UpgradeSocketLike,
    requirement?: AccessRequirement<C>,
  ) => Promise<Outcome<C, Anonymous>>
  /**
   * Decides again over a request that has come through and is still open: a WebSocket, a stream of events, a long download. All is
   * checked anew, lifetime, keys and revocation among it, but for the proof of a bound token, which counts once. No event
   * `token_accepted` is told.
   *
   * @param message the request by which the guards know it: `req` of Express, `ctx.req` of Koa, `request.raw` of Fastify, `c` of Hono, the
   *   request of NestJS, the `Request` of a Fetch handler, and with `authorizeUpgrade` what was handed to it
   * @throws {ConfigurationFault} (as a rejection) when no guard of this resource server has let it through, or the requirement is not valid.
   */
  readonly recheck: (message: object, requirement?: AccessRequirement<C>) => Promise<Outcome<C, Anonymous>>
  /**
   * A middleware that serves the metadata of this API to everybody, and passes on every other request. Put it at the root of
   * the app, before the resource server. From the call on, challenges name the URL of the document.
   *
   * @throws {ConfigurationFault} when neither `resource` nor the first audience is the URL of this API.
   * @see RFC 9728 §3
   */
  readonly metadata: () => Metadata
  /**
   * Receives back-channel logouts of the accepted issuers: a logout token that is verified revokes the access tokens of a session or, where it
   * names none, those of a user that were issued until then; see `backchannelLogout` of `ResourceServer`. Put it at the logout URI of the
   * client, outside of what needs an access token.
   *
   * @throws {ConfigurationFault} naming the option that is at fault, and when an issuer is asked about each token, since it has no keys then.
   * @see OpenID Connect Back-Channel Logout 1.0 §2.5
   */
  readonly backchannelLogout: (options: BackchannelLogoutOptions) => Logout
  /** A guard that stands alone: it authenticates, and requires all of the scopes. */
  readonly requireScope: (...scopes: Scopes) => Middleware
  /** A guard that stands alone: it authenticates, and requires one of the scopes, least powerful first. */
  readonly requireAnyScope: (...scopes: Scopes) => Middleware
  /** A guard that stands alone: it authenticates, and requires all that is named. */
  readonly requireAccess: (requirement: AccessRequirement<C>) => Middleware
}

/** Makes the handle, with what makes a middleware of a guard, of an endpoint, and of a receiver of logouts, in some framework. */
export function handleOf<
  Middleware,
  C,
  Anonymous extends boolean,
  Metadata = Middleware,
  Logout = Middleware,
>(
  server: ResourceServer<C, Anonymous>,
  middlewareOf: (guard: Guard) => Middleware,
  metadataOf: (endpoint: MetadataEndpoint) => Metadata,
  logoutOf: (receiver: LogoutReceiver) => Logout,
): ResourceServerHandle<Middleware, C, Anonymous, Metadata, Logout> {
  return {
    ready: () => server.ready(),
    authorizeUpgrade: (request, socket, requirement) => {
      const decide = () => guardOf(server, requirement)(request, fromIncomingMessage(request))
      return decideUpgrade(decide, socket) as Promise<Outcome<C, Anonymous>>
    },
    recheck: (message, requirement) => recheckMessage(server, message, requirement),
    explain: (sent, requirement) => server.explain(sent, requirement),
    revoke: revokerOf(server),
    stats: () => server.stats(),
    savedKeySets: () => server.savedKeySets(),
    metadata: (...given: unknown[]) => {
      refuseRequest('metadata', given[0])
      return metadataOf(server.metadata())
    },
    backchannelLogout: (options) => logoutOf(server.backchannelLogout(options)),
    requireScope: (...scope) => middlewareOf(guardOf(server, { scope })),
    requireAnyScope: (...anyScope) => middlewareOf(guardOf(server, { anyScope })),
    requireAccess: (requirement) => middlewareOf(guardOf(server, toRequirement(requirement))),
  }
}

/** Both of its forms at once; a plain function would have one alone. */
const revokerOf = (server: Pick<ResourceServer, 'revoke'>): ResourceServer['revoke'] =>
  server.revoke.bind<ResourceServer['revoke']>(server)
