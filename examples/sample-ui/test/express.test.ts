import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import request from 'supertest'
import { uiRoutes } from '../src/express.js'

const app = express().use(uiRoutes('http://127.0.0.1:4200'))

test.each([
  ['/ui/base.css', /css/],
  ['/ui/style.css', /css/],
  ['/ui/page.js', /javascript/],
  ['/ui/shield.svg', /svg/],
])('serves %s', async (path, type) => {
  const answer = await request(app).get(path).expect(200).expect('Content-Type', type)
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(100)
})

const sheets = join(__dirname, '..', 'public', 'style')

test.each(readdirSync(sheets))('the design has the sheet %s', async (name) => {
  const { text } = await request(app).get('/ui/style.css')
  expect(text).toContain(readFileSync(join(sheets, name), 'utf8'))
})

test.each(['/ui/', '/ui/other.css', '/ui/../package.json', '/ui/%2e%2e/package.json'])(
  'serves nothing else: %s',
  (path) => request(app).get(path).expect(404),
)

test('the switch sets the language and goes back', async () => {
  const answer = await request(app).post('/language').type('form').send({ language: 'uz', back: '/photos' })
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe('/photos')
  expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^sample\.language=uz;/)])
})

test.each([
  [{ 'Sec-Fetch-Site': 'same-site' }, 'language=uz'],
  [{ Origin: 'http://127.0.0.1:4100' }, 'language=uz'],
  [{}, 'language=de'],
])('%j, %s: nothing changes', async (headers, body) => {
  const answer = await request(app).post('/language').set(headers).type('form').send(body).expect(400)
  expect(answer.headers['set-cookie']).toBeUndefined()
})
