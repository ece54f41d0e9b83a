import type { ExpressResourceServer } from '@qalqon/express'
import { driveWeb } from 'drive-web'
import type { RequestHandler } from 'express'
import { memoryStores, redisStores } from 'sign-in'
import type { Observation } from 'what-just-happened'
import type { Environment } from './environment.js'
import { describeError, type Log } from './log.js'

/** The Drive's own page, and what is to be closed with it. */
export interface OpenPages {
  handler: RequestHandler
  close: () => void
}

/** The longest that an access token may be good for after it was issued; the revocation of an application outlives it. */
const longestTokenSeconds = 24 * 60 * 60

/**
 * Opens the Drive's own page, where there is a client for it. It stands at the address of the API and uses it like any other client,
 * with one exception: it tells the API which tokens are to end at once.
 */
export function openPages(
  environment: Environment,
  {
    api,
    log,
    watched,
  }: { api: Pick<ExpressResourceServer, 'revoke'>; log: Log; watched?: Observation | undefined },
): OpenPages | undefined {
  const { web, audience, redisUrl, maxUploadBytes, parts } = environment
  const [issuer] = environment.issuers
  if (web === undefined || issuer === undefined) return undefined
  const stores =
    redisUrl === undefined
      ? memoryStores()
      : redisStores(redisUrl, 'drive-web', (error) => log('redis_connection_failed', describeError(error)))
  const handler = driveWeb({
    ...web,
    resource: audience,
    issuer,
    stores,
    maxUploadBytes,
    parts,
    log,
    ...(watched && {
      ...watched.clientAs('drive-web', {
        [new URL(issuer).origin]: 'authorization-server',
        [web.origin]: 'drive',
      }),
      observer: watched.address.stepsUrl,
    }),
    async endAccess({ issuer, subject, clientId }) {
      const until = Math.floor(Date.now() / 1000) + longestTokenSeconds
      await api.revoke({ issuer, subject, clientId }, until)
    },
  })
  return { handler, close: () => stores.close() }
}
