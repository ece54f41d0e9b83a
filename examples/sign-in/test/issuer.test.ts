import type { CustomFetch } from 'openid-client'
import { Application } from './support/application.js'
import { Person } from './support/person.js'
import { Resource } from './support/resource.js'
import { type RealIssuer, startIssuer } from './support/real-issuer.js'

jest.setTimeout(60_000)
const minute = 60_000
let app: Application
let resource: Resource
let issuer: RealIssuer
/** Stands in for the connection to the metadata of the issuer where a test wants that. */
let atMetadata: CustomFetch | undefined
let asked = 0

beforeAll(async () => {
  app = await Application.listen()
  resource = await Resource.start()
  issuer = await startIssuer(app.url, resource.url)
})
afterAll(async () => {
  app.stop()
  resource.stop()
  await issuer.stop()
})
beforeEach(() => {
  app.ahead = 0
  atMetadata = undefined
  configure(issuer.url)
})

function configure(name: string): void {
  const toIssuer: CustomFetch = (url, init) => {
    if (!url.includes('/.well-known/')) return fetch(url, init as RequestInit)
    asked++
    return atMetadata ? atMetadata(url, init) : fetch(url, init as RequestInit)
  }
  app.configure({ issuer: name, resources: [resource.url], fetch: toIssuer })
}

/** Somebody who is signed in, with a fresh access token when the metadata is an hour old. */
async function afterAnHour(): Promise<Person> {
  const person = new Person(app.url, issuer.url)
  await person.signIn()
  app.onRequest(async (user) => ({ status: (await user.fetch(resource.url)).response.status }))
  app.ahead = 59 * minute
  await person.act()
  app.ahead = 61 * minute
  asked = 0
  return person
}

test('an issuer that does not answer holds up no request that does not need it', async () => {
  const person = await afterAnHour()
  let giveUp: (error: Error) => void = () => undefined
  atMetadata = () => new Promise((_resolve, reject) => (giveUp = reject))
  for (let request = 0; request < 3; request++) expect((await person.act()).body).toEqual({ status: 200 })
  expect(asked).toBe(1)
  giveUp(new TypeError('fetch failed'))
})

test('metadata of an hour ago is asked for again, also after that has failed', async () => {
  const person = await afterAnHour()
  atMetadata = () => Promise.reject(new TypeError('fetch failed'))
  await person.act()
  atMetadata = undefined
  await person.act()
  expect(asked).toBe(2)
})

test('an issuer that calls itself otherwise is a mistake of the configuration, which is named', async () => {
  configure(`${issuer.url}/`)
  const response = await fetch(`${app.url}/begin`, { redirect: 'manual' })
  expect([response.status, await response.json()]).toEqual([500, { error: 'ConfigurationError' }])
})
