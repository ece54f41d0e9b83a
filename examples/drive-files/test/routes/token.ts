import { MemoryRevocationStore, resourceServer } from '@qalqon/express'
import request from 'supertest'
import { createApp } from '../../src/app.js'
import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

const path = '/token'

test('whoever holds a token may end it, and other tokens of the same user go on to count', async () => {
  const [alice, other] = [user(drive, 'ender', 'files.read'), user(drive, 'ender', 'files.read')]
  await alice.get('/files').expect(200)
  expect((await alice.delete(path).expect(204)).text).toBe('')
  for (const answer of [await alice.get('/files'), await alice.delete(path)]) {
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
  }
  await other.get('/files').expect(200)
})

test('it takes a valid token, and no scope', async () => {
  await request(drive.app).delete(path).expect(401)
  const expired = drive.issuer.expired({ subject: 'ender' })
  await request(drive.app).delete(path).set('Authorization', `Bearer ${expired}`).expect(401)
  await user(drive, 'ender', 'openid').delete(path).expect(204)
})

test('a client that acts for itself ends its own', async () => {
  const token = `Bearer ${drive.issuer.clientCredentials({ clientId: 'robot', scope: 'files.read' })}`
  await request(drive.app).delete(path).set('Authorization', token).expect(204)
  await request(drive.app).get('/files').set('Authorization', token).expect(401)
})

test('any other method: 405', async () => {
  const answer = await user(drive, 'ender').get(path)
  expectProblem(answer, 405)
  expect(answer.headers.allow).toBe('DELETE')
})

test('where it could not be stored: 503 that says to send it again, and the reason goes to the log alone', async () => {
  const logged: string[] = []
  const app = createApp({
    api: resourceServer({
      ...drive.issuer.options,
      revocationStore: Object.assign(new MemoryRevocationStore(), {
        revoke: () => Promise.reject(new Error('the line to redis.internal is dead')),
      }),
    }),
    drive: drive.drive,
    maxUploadBytes: 1000,
    checkDatabase: drive.connection.check,
    log: (event, fields) => logged.push(`${event}: ${String(fields?.error)}`),
  })
  const alice = user({ ...drive, app }, 'ender')
  const answer = await alice.delete(path)
  expect(expectProblem(answer, 503).detail).toBe(
    'It is not certain that the token has ended. Please send this again.',
  )
  expect(answer.headers['retry-after']).toBe('1')
  expect(logged).toEqual(['token_not_revoked: the line to redis.internal is dead'])
  await alice.get('/files').expect(200)
})
