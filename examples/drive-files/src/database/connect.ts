import type { Log } from '../log.js'
import type { Connection } from './database.js'
import { openEmbeddedPostgres } from './embedded-postgres.js'
import { openPostgresServer } from './postgres-server.js'

/** Opens the server that `databaseUrl` names or, without one, the Postgres embedded in this process. */
export async function connect(
  { databaseUrl, dataDir }: { databaseUrl: string | undefined; dataDir: string },
  log: Log,
): Promise<Connection> {
  return databaseUrl === undefined ? openEmbeddedPostgres(dataDir) : openPostgresServer(databaseUrl, log)
}
