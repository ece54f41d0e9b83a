import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable } from './support.js'

const page = 'docs/recipes/roles-and-permissions.md'
const issuer = exampleIssuer()
onlyReachable(issuer)

type App = Parameters<typeof request>[0]
const load = async (text: string) => (await loadExample<{ app: App }>(exampleWith(page, text))).app
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

describe('permissions instead of roles', () => {
  let app: App
  beforeAll(async () => (app = await load('permissionsOf')))
  const tokenOf = (role: string, age = 60) =>
    issuer.token({
      scope: 'articles',
      authenticatedSecondsAgo: age,
      claims: { 'https://example.com/roles': [role] },
    })

  test.each([
    ['author', 204, 403, 403],
    ['editor', 204, 204, 403],
    ['admin', 204, 204, 204],
    ['constructor', 403, 403, 403],
  ])('%s', async (role, write, publish, remove) => {
    const token = bearer(tokenOf(role))
    await request(app).put('/articles/1').set(token).expect(write)
    await request(app).post('/articles/1/publication').set(token).expect(publish)
    await request(app).delete('/articles/1').set(token).expect(remove)
  })
  test('who signed in long ago signs in again before removing', async () => {
    await request(app)
      .delete('/articles/1')
      .set(bearer(tokenOf('admin', 901)))
      .expect(401)
  })
})

describe('whose it is', () => {
  let app: App
  beforeAll(async () => (app = await load('isOwner')))
  const as = (subject: string) => bearer(issuer.token({ scope: 'articles', subject }))

  test('a draft exists for its owner alone', async () => {
    await request(app).get('/articles/1').set(as('alice')).expect(200)
    await request(app).get('/articles/1').set(as('bob')).expect(404)
    await request(app).delete('/articles/1').set(as('bob')).expect(404)
  })
  test('what is published everybody reads, and its owner removes', async () => {
    await request(app).get('/articles/2').set(as('bob')).expect(200)
    await request(app).delete('/articles/2').set(as('bob')).expect(403)
    await request(app).delete('/articles/2').set(as('alice')).expect(204)
  })
})
