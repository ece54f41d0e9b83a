import { resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import type { Express } from 'express'
import { createApp } from '../../src/app.js'
import { maxUploadBytes, type TestDrive } from './drive.js'

/** The app of a drive that trusts another issuer beside its own. */
export function trustAnother({ issuer, drive, connection }: TestDrive): {
  app: Express
  other: ReturnType<typeof createTestIssuer>
} {
  const other = createTestIssuer({ issuer: 'https://other.test' })
  const app = createApp({
    api: resourceServer({
      issuers: [issuer.issuer, other.issuer],
      audience: issuer.audience,
      fetch: (input, init) =>
        (String(input instanceof Request ? input.url : input).startsWith(other.issuer)
          ? other
          : issuer
        ).fetch(input, init),
      clock: issuer.clock,
    }),
    drive,
    maxUploadBytes,
    checkDatabase: connection.check,
    log: () => undefined,
  })
  return { app, other }
}
