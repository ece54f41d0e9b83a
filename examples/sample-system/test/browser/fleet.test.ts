import type { Browser } from 'playwright-core'
import { describeWithNginx, Nginx } from '../../../../packages/express/test/support/nginx.js'
import { describeWithRedis, RedisServer } from '../../../../packages/redis/test/support/redis-server.js'
import { freePort } from '../../src/free-port.js'
import { Sample } from '../../src/temporary-sample.js'
import type { RunningPart } from '../../src/running-part.js'
import { describeWithChromium, launchChromium } from './support/chromium.js'
import { Person } from './support/person.js'

jest.setTimeout(90_000)

const { DATABASE_URL } = process.env
const name = 'the sample on a Postgres server and Redis, two Drives behind one nginx'

if (DATABASE_URL === undefined) {
  test.skip(`${name}: skipped because DATABASE_URL is not set`, () => undefined)
} else {
  describeWithChromium(name, () => {
    describeWithNginx(name, () => {
      describeWithRedis(name, () => fleet(DATABASE_URL))
    })
  })
}

function fleet(databaseUrl: string): void {
  const redis = new RedisServer()
  const nginx = new Nginx()
  let sample: Sample
  let browser: Browser
  let alice: Person
  let drives: RunningPart[]
  const answeredBy = new Set<string>()

  beforeAll(async () => {
    sample = await Sample.create()
    const [ports] = await Promise.all([Promise.all([freePort(), freePort()]), redis.start()])
    const shared = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      DPOP_NONCE_KEYS: 'known to every instance of the sample',
    }
    await sample.start('authorizationServer')
    drives = await Promise.all(ports.map((port) => sample.start('drive', { ...shared, PORT: String(port) })))
    await sample.start('photoPrint', shared)
    const front = Number(new URL(sample.drive).port)
    await nginx.start(twoBehindOne(ports, front), front)
    browser = await launchChromium()
    alice = await Person.with(browser)
    alice.page.on('response', (response) => {
      const instance = response.headers()['x-instance']
      if (instance !== undefined) answeredBy.add(instance)
    })
  })

  afterAll(async () => {
    await browser.close()
    await sample.remove()
    await Promise.all([nginx.close(), redis.close()])
  })

  test('the owner signs in, and both answer her', async () => {
    await alice.page.goto(sample.drive)
    await alice.page.getByRole('link', { name: 'Sign in' }).click()
    await alice.signIn('alice@example.com')
    await alice.sees('My files')
    for (let visits = 0; visits < 4; visits++) {
      await alice.page.reload()
      await alice.page.getByRole('link', { name: 'Photos', exact: true }).waitFor()
    }
    expect(answeredBy.size).toBe(2)
  })

  test('what was uploaded through one is there at the other, pictures too', async () => {
    await alice.page.getByRole('link', { name: 'Photos', exact: true }).click()
    await alice.page.waitForURL(/folders/) // and its script is there
    await alice.page.locator('#upload-file').setInputFiles({
      name: 'fleet.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('on the disk that both share'),
    })
    for (let visits = 0; visits < 4; visits++) {
      await alice.page
        .getByRole('link', { name: /fleet\.txt/ })
        .first()
        .waitFor()
      await alice.page.reload()
    }
    await alice.page.waitForFunction(() => [...document.images].some(({ naturalWidth }) => naturalWidth > 0))
  })

  test('access that was taken back at one has ended at both', async () => {
    const other = await alice.context.newPage()
    await other.goto(sample.photoPrint)
    await other.getByRole('button', { name: 'Connect your Drive' }).click()
    await other.getByRole('button', { name: 'Allow' }).click()
    await other.getByText('Pictures in your Drive.').waitFor()
    await alice.page.goto(`${sample.drive}/drive/apps`)
    await alice.page
      .getByRole('link', { name: /^Take back/ })
      .first()
      .click()
    await alice.page.getByRole('button', { name: /^Take back/ }).click()
    await alice.page.getByRole('heading', { name: 'Photo Print', exact: true }).waitFor({ state: 'detached' })
    for (let visits = 0; visits < 3; visits++) {
      await other.goto(`${sample.photoPrint}/photos`)
      expect(await other.getByText('Pictures in your Drive.').count()).toBe(0)
    }
    await other.close()
  })

  test('one of them ends, and nobody notices', async () => {
    await drives[0]?.stop()
    for (let visits = 0; visits < 3; visits++) {
      await alice.page.goto(`${sample.drive}/drive`)
      await alice.page.getByRole('link', { name: 'Photos', exact: true }).waitFor()
    }
    expect(alice.takeComplaints()).toEqual([])
  })

  test('a logout that one of them is told of ends the session', async () => {
    await alice.page.goto(sample.photoPrint)
    await alice.page.getByRole('button', { name: 'Connect your Drive' }).click()
    await alice.page.getByRole('button', { name: 'Allow' }).click()
    await alice.sees('Pictures in your Drive.')
    // A picture that is still under way would bring the cookie of the old session back, and the words be lost with the new one.
    await alice.page.waitForLoadState('networkidle')
    await alice.page.locator('.bar .account summary').click()
    await alice.page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await alice.page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await alice.sees('You are signed out here')
    await alice.page.goto(`${sample.drive}/drive`)
    await alice.page.getByRole('link', { name: 'Sign in' }).waitFor()
  })
}

const twoBehindOne = (ports: readonly number[], front: number) => `
upstream drives {
${ports.map((port) => `  server 127.0.0.1:${port} max_fails=1 fail_timeout=60s;`).join('\n')}
}
server {
  listen 127.0.0.1:${front};
  client_max_body_size 0;
  location / {
    proxy_pass http://drives;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Connection "";
    proxy_request_buffering off;
    proxy_buffering off;
    add_header X-Instance $upstream_addr always;
  }
}`
