import express from 'express'
import request from 'supertest'
import { referencePage } from '../../src/api/reference-page.js'
import { errorHandler } from '../../src/http/error-handler.js'
import { expectProblem } from '../support/drive.js'

const app = express()
app.use(referencePage())
app.use(errorHandler(() => undefined))

test('the page is open to everybody, and allows no script and no style but its own', async () => {
  const { headers, text } = await request(app).get('/docs').expect(200)
  expect(headers['content-type']).toMatch(/^text\/html/)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("style-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(text).not.toMatch(/<script>|<style|style=|onload=|https?:\/\//)
})

test('all that it asks for is there, and comes from here', async () => {
  const { text } = await request(app).get('/docs').expect(200)
  const asked = [...text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, path]) => path)
  expect(asked).toHaveLength(4)
  for (const path of asked) {
    const { headers } = await request(app).get(`/${path}`).buffer(false).expect(200)
    expect(headers['content-type']).toMatch(path?.endsWith('.js') ? /javascript/ : /css/)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  }
})

test.each([
  '/docs/package.json',
  '/docs/swagger-ui-bundle.js.map',
  '/docs/../package.json',
  '/docs/%2e%2e/x',
])('nothing else is there: %s', async (path) => {
  await request(app).get(path).expect(404)
})

test('with a slash behind it, it is the same page', async () => {
  const { headers } = await request(app).get('/docs/').expect(301)
  expect(new URL(String(headers.location), 'http://drive.test/docs/').pathname).toBe('/docs')
  expect(new URL(String(headers.location), 'http://drive.test/behind/a/proxy/docs/').pathname).toBe(
    '/behind/a/proxy/docs',
  )
})

test('it is read alone', async () => {
  for (const path of ['/docs', '/docs/']) expectProblem(await request(app).post(path), 405)
})
