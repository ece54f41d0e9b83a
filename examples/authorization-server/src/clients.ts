import type { ClientMetadata } from 'oidc-provider'
import type { Environment } from './environment.js'
import { accountScopes, driveScopes, identityScopes, notesScopes } from './scopes.js'

/** The client under which the Drive, a resource server, asks about tokens (RFC 7662). It gets none itself. */
export const resourceServerClientId = 'drive'

/** What this server knows of a client on top of the registered metadata of RFC 7591. */
export const ownClientMetadata = {
  /** The scopes of the Drive that the client may ask for; `scope` holds those of OpenID Connect. */
  driveScope: 'drive_scope',
  /** The same for the notes. */
  notesScope: 'notes_scope',
  /** The same for the account API of this server. */
  accountScope: 'account_scope',
  /** `true`: a client of the operator's own, which is granted what it asks for without a consent page. */
  firstParty: 'first_party',
  /**
   * `true`: the access token is for the Drive when the token request names no resource, although the scope has
   * `openid`. Right for a program that only calls the Drive, and wrong for one that also calls userinfo.
   */
  driveTokenByDefault: 'drive_token_by_default',
} as const

/**
 * The registered clients. The secrets are samples, written here for everybody to read; a real server makes
 * random ones and keeps only what it needs to check them.
 */
export function registeredClients(environment: Environment): ClientMetadata[] {
  return [
    {
      ...application('drive-web', 'Drive', `${environment.driveUrl}/drive`),
      post_logout_redirect_uris: [`${environment.driveUrl}/drive`],
      first_party: true,
      account_scope: accountScopes.join(' '),
      // Its tokens open everything that a person has here, so a stolen one must be of no use (RFC 9449 §5.2).
      dpop_bound_access_tokens: true,
    },
    webApplication('photo-print', 'Photo Print', environment.photoPrintUrl),
    webApplication('doc-sign', 'Doc Sign', environment.docSignUrl),
    {
      // A program on the user's machine keeps no secret (RFC 8252 §8.5): PKCE protects its code. Its redirect
      // URI has no port because any port of the loopback address will do (RFC 8252 §7.3).
      client_id: 'drive-cli',
      client_name: 'Drive command line',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['http://127.0.0.1/callback'],
      scope: identityScopes.join(' '),
      drive_scope: driveScopes.join(' '),
      drive_token_by_default: true,
    },
    {
      // A client of the Model Context Protocol, such as an editor or a chat, runs on the user's machine as well.
      client_id: 'notes-assistant',
      client_name: 'Notes assistant',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['http://127.0.0.1/callback'],
      scope: 'offline_access',
      notes_scope: notesScopes.join(' '),
    },
    {
      // No person is present: it acts in its own name, with what it was registered for and nothing more.
      client_id: 'backup-robot',
      client_name: 'Backup robot',
      client_secret: 'backup-robot-sample-secret',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      drive_scope: 'files.read files.write',
    },
    {
      client_id: resourceServerClientId,
      client_name: 'Drive',
      client_secret: 'drive-sample-secret',
      grant_types: [],
      response_types: [],
      redirect_uris: [],
    },
  ]
}

/** An application of somebody else's, at an origin of its own. */
function webApplication(clientId: string, name: string, url: string): ClientMetadata {
  return { ...application(clientId, name, url), post_logout_redirect_uris: [`${url}/`] }
}

/** An application with a server of its own, which keeps the secret away from the browser. */
function application(clientId: string, name: string, url: string): ClientMetadata {
  return {
    client_id: clientId,
    client_name: name,
    client_uri: url,
    client_secret: `${clientId}-sample-secret`,
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [`${url}/callback`],
    // Where it is told that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.2).
    backchannel_logout_uri: `${url}/backchannel-logout`,
    backchannel_logout_session_required: true,
    scope: identityScopes.join(' '),
    drive_scope: driveScopes.join(' '),
  }
}
