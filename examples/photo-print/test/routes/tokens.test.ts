import type { FakeDrive } from '../support/fake-drive.js'
import { onStage } from '../support/on-stage.js'
import { wordsOf, type Visitor, type Stage } from '../support/stage.js'

jest.setTimeout(60_000)
let drive: FakeDrive
let stage: Stage
let visitor: Visitor

onStage('photo-print', (on) => ({ drive, stage } = on))
beforeEach(async () => {
  stage.ahead = 0
  visitor = await stage.connected()
})

const secondsLeft = async () =>
  Number(/data-seconds-left="(\d+)"/.exec((await visitor.open('/tokens')).text)?.[1])

test('the access token counts down, by the clock of the server', async () => {
  expect(await secondsLeft()).toBeGreaterThan(590)
  stage.ahead = 500_000
  expect(await secondsLeft()).toBeLessThanOrEqual(100)
})

test('it is refreshed by itself when 30 seconds are left, and the history shows the rotation', async () => {
  stage.ahead = 575_000
  const page = await visitor.open('/tokens')
  expect(wordsOf(page)).toMatch(/Refresh token number 2 of this sign-in/)
  expect(wordsOf(page)).toMatch(/What was refreshed 1 → 2 for the Drive/)
  expect(page.text).toContain('data-reload-at="30"')
})

describe('tokens that live shorter than usual', () => {
  let short: Stage
  onStage('photo-print', (on) => (short = on.stage), { ACCESS_TOKEN_TTL: '20' })

  test('are refreshed after half of their life, and the page says so', async () => {
    const page = await (await short.connected()).open('/tokens')
    expect(page.text).toContain('data-reload-at="10"')
    expect(wordsOf(page)).toContain('With less than 10 seconds left it is refreshed by itself')
  })
})

test('Refresh now', async () => {
  const page = await visitor.post('/tokens/refresh')
  expect(page.url).toBe(`${stage.url}/tokens`)
  expect(wordsOf(page)).toContain('There is a new access token')
  expect(wordsOf(await visitor.post('/tokens/refresh'))).toMatch(/2 → 3 .* 1 → 2/)
})

test('each claim of the ID token says how it was validated', async () => {
  const words = wordsOf(await visitor.open('/tokens'))
  for (const [claim, how] of [
    ['iss', 'Equals the issuer that this application trusts'],
    ['sub', 'Your name at this issuer'],
    ['aud', 'Is the client_id of this application'],
    ['exp', 'Was not over when the token came'],
    ['nonce', 'Equals the random value'],
    ['auth_time', 'When you proved who you are'],
    ['sid', 'Your session at the issuer'],
  ]) {
    expect(words).toMatch(new RegExp(`${claim} .{3,80} ${how}`))
  }
})

test('what stands in the access token is shown, and no token', async () => {
  const page = await visitor.open('/tokens')
  expect(page.text).toContain('&quot;typ&quot;: &quot;at+jwt&quot;')
  expect(page.text).toContain(`&quot;aud&quot;: &quot;${drive.url}&quot;`)
  expect(page.text).not.toMatch(/eyJ/)
})

test('userinfo is asked with the token of the issuer', async () => {
  const page = await visitor.post('/tokens/userinfo')
  expect(page.url).toBe(`${stage.url}/tokens`)
  expect(page.text).toContain('&quot;email&quot;: &quot;alice@example.com&quot;')
  expect(wordsOf(page)).toMatch(/1 → 2 for userinfo/)
})

test('without a refresh token there is nothing to refresh, and the page says why', async () => {
  await visitor.post('/forget')
  await visitor.connect('/connect-silently')
  const page = await visitor.open('/tokens')
  expect(page.text).not.toContain('data-reload-at')
  expect(wordsOf(page)).toContain('Without a refresh token')
  expect(wordsOf(await visitor.post('/tokens/refresh'))).toContain('There is no refresh token')
  expect(wordsOf(await visitor.post('/tokens/userinfo'))).toContain('Connect again to go on')
})
