import express from 'express'
import request from 'supertest'
import { memoryStores, SignIn } from '../src/index.js'

function applicationAt(origin: string): express.Express {
  const signIn = new SignIn({
    part: 'photo-print',
    origin,
    issuer: 'http://127.0.0.1:4000',
    clientId: 'photo-print',
    clientSecret: 'secret',
    scope: 'openid',
    resources: ['http://127.0.0.1:4100'],
    stores: memoryStores(),
  })
  const app = express().use(signIn.sessions)
  return app.get('/', (req, res) => {
    req.session.endedElsewhere = true // something to keep
    res.end()
  })
}

test.each([{}, { 'X-Forwarded-Proto': 'https' }, { 'X-Forwarded-Proto': 'http' }])(
  'where TLS ends in front of this process the cookie is secure, whatever is said of that: %j',
  async (headers) => {
    const answer = await request(applicationAt('https://print.example.com')).get('/').set(headers)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^photo-print\.session=\S+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ])
  },
)

test('on this machine it is not, and the browser forgets it when it is closed', async () => {
  const answer = await request(applicationAt('http://127.0.0.1:4200')).get('/')
  expect(answer.headers['set-cookie']).toEqual([
    expect.stringMatching(/^photo-print\.session=\S+; Path=\/; HttpOnly; SameSite=Lax$/),
  ])
})

test('who comes by another name of this machine gets no session there, and is led to where sessions are', async () => {
  const answer = await request(applicationAt('http://127.0.0.1:4200'))
    .get('/?a=b')
    .set('Host', 'localhost:4200')
  expect([answer.status, answer.headers.location]).toEqual([302, 'http://127.0.0.1:4200/?a=b'])
  expect(answer.headers['set-cookie']).toBeUndefined()
})
