import { join } from 'node:path'
import { Browser } from 'sample-system/browser'
import { photoPrint, signInAndAllow } from './support/client.js'
import { startServer } from './support/running-server.js'

test('who watches the server sees each answer, with what oidc-provider knew, and its events', async () => {
  const server = await startServer(
    { WATCHED: 'authorization.success grant.success grant.error' },
    join('test', 'support', 'observed-program.ts'),
  )
  const client = photoPrint(server.issuer)
  const browser = new Browser(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl({ scope: 'openid' }))
  await client.exchange(landed)
  await client.exchange(landed)
  await browser.open('/nothing')
  expect(await server.stop()).toBe(0)

  const lines = server.stdout().split('\n').filter(Boolean).slice(1)
  const seen = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(seen[0]).toEqual({
    path: '/authorize',
    status: 303,
    route: 'authorization',
    client: 'photo-print',
  })
  expect(
    seen.map(({ event, route, path, status }) => event ?? `${String(route ?? path)} ${String(status)}`),
  ).toEqual([
    'authorization 303',
    expect.stringMatching(/^\/interaction\/\S+ 200$/),
    expect.stringMatching(/^\/interaction\/\S+ 303$/),
    'resume 303',
    expect.stringMatching(/^\/interaction\/\S+ 200$/),
    expect.stringMatching(/^\/interaction\/\S+ 303$/),
    'authorization.success',
    'resume 303',
    'grant.success',
    'token 200',
    'grant.error',
    'token 400',
    '/nothing 404',
  ])
})
