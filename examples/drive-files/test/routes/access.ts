import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { expectProblem, user } from '../support/drive.js'
import { trustAnother } from '../support/two-issuers.js'
import { drive } from './shared-drive.js'

const nobodys = '0190a0e0-0000-7000-8000-000000000000'
const routes = [
  ['get', '/files', 'files.read'],
  ['post', '/files', 'files.write'],
  ['get', `/files/${nobodys}`, 'files.read'],
  ['get', `/files/${nobodys}/content`, 'files.read'],
  ['head', `/files/${nobodys}/content`, 'files.read'],
  ['patch', `/files/${nobodys}`, 'files.write'],
  ['delete', `/files/${nobodys}`, 'files.delete'],
  ['get', '/trash', 'files.read'],
  ['post', `/trash/${nobodys}/restore`, 'files.write'],
  ['delete', `/trash/${nobodys}`, 'files.delete'],
  ['delete', '/trash', 'files.delete'],
] as const

describe.each(routes)('%s %s', (method, path, scope) => {
  test('without a token: 401 with a challenge', async () => {
    const response = await request(drive.app)[method](path)
    expect(response.status).toBe(401)
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/)
  })

  test('with a token of somebody else: 401', async () => {
    const token = createTestIssuer().token({ scope })
    const response = await request(drive.app)[method](path).set('Authorization', `Bearer ${token}`)
    expect(response.status).toBe(401)
    expect(response.headers['www-authenticate']).toContain('error="invalid_token"')
  })

  test(`with every scope but ${scope}: 403 that names it`, async () => {
    const others = ['files.read', 'files.write', 'files.delete', 'files.share'].filter(
      (name) => name !== scope,
    )
    const response = await user(drive, 'mallory', others.join(' '))[method](path)
    expect(response.status).toBe(403)
    expect(response.headers['www-authenticate']).toContain('error="insufficient_scope"')
    expect(response.headers['www-authenticate']).toContain(`scope="${scope}"`)
  })

  test(`with ${scope} alone it is not a question of access any more`, async () => {
    const response = await user(drive, 'nobody-yet', scope)[method](path)
    expect([200, 204, 400, 404, 415]).toContain(response.status)
  })

  test('with a token that a client got for itself: 403 that says what to ask for', async () => {
    const token = drive.issuer.clientCredentials({
      clientId: 'robot',
      scope: 'files.read files.write files.delete',
    })
    const response = await request(drive.app)[method](path).set('Authorization', `Bearer ${token}`)
    expect(response.status).toBe(403)
    expect(response.headers['cache-control']).toBe('private, no-cache')
    if (method === 'head') return
    expect(expectProblem(response, 403)).toMatchObject({
      type: 'urn:problem-type:drive-files:no-files',
      detail: "A client acting for itself has no files here; ask for a user's token.",
    })
  })
})

test('a refused upload leaves nothing on disk', async () => {
  const before = await drive.onDisk()
  await user(drive, 'reader', 'files.read').upload('a.txt').expect(403)
  expect(await drive.onDisk()).toEqual(before)
})

test("somebody else's file is one that does not exist, in the very same words", async () => {
  const { body } = await user(drive, 'alice').upload('diary.txt', 'secret').expect(201)
  const mallory = user(drive, 'mallory')
  for (const suffix of ['', '/content']) {
    const answers = await Promise.all([
      mallory.get(`/files/${body.id}${suffix}`),
      mallory.get(`/files/${nobodys}${suffix}`),
      mallory.get(`/files/1${suffix}`),
      mallory.get(`/files/%00${suffix}`),
      mallory.get(`/files/%zz${suffix}`),
      mallory.get(`/files/${'x'.repeat(5000)}${suffix}`),
    ])
    for (const answer of answers) {
      expectProblem(answer, 404)
      expect(answer.text).toBe(answers[0].text)
    }
  }
  expectProblem(await mallory.patch(`/files/${body.id}`).send({ name: 'mine' }), 404)
  expectProblem(await mallory.delete(`/files/${body.id}`), 404)
  const trashed = await user(drive, 'alice').upload('old diary.txt').expect(201)
  const { id } = trashed.body as { id: string }
  await user(drive, 'alice').delete(`/files/${id}`).expect(204)
  expectProblem(await mallory.post(`/trash/${id}/restore`), 404)
  expectProblem(await mallory.delete(`/trash/${id}`), 404)
  await mallory.delete('/trash').expect(204)
  expect((await mallory.get('/trash').expect(200)).body.files).toEqual([])
  expect((await user(drive, 'alice').get('/trash')).body.files).toMatchObject([{ id }])
  expect((await mallory.get('/files').expect(200)).body).toEqual({ files: [], next: null })
  const { text } = await user(drive, 'alice').get(`/files/${body.id}/content`).expect(200)
  expect(text).toBe('secret')
})

test('two issuers may both know an alice: these are two people', async () => {
  const { app, other } = trustAnother(drive)
  const here = user({ ...drive, app }, 'twin')
  const there = user({ ...drive, app, issuer: other }, 'twin')
  const { body } = await here.upload('mine.txt').expect(201)
  await here.get(`/files/${body.id}`).expect(200)
  await there.get(`/files/${body.id}`).expect(404)
  await there.delete(`/files/${body.id}`).expect(404)
  expect((await there.get('/files').expect(200)).body.files).toEqual([])
})
