import { openPostgresServer } from '../../src/database/postgres-server.js'
import { StartupError } from '../../src/startup-error.js'

test('a database that is not there: which, with the variable to mend and without its password', async () => {
  const opening = openPostgresServer('postgres://drive:hunter2@127.0.0.1:1/drive', () => undefined)
  await expect(opening).rejects.toThrow(StartupError)
  await expect(opening).rejects.toThrow(
    /^The database postgres:\/\/127\.0\.0\.1:1\/drive cannot be used \(.*DATABASE_URL/,
  )
  await expect(opening).rejects.not.toThrow(/hunter2/)
})
