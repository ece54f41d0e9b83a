import type { CustomFetch } from 'openid-client'
import type { SignInOptions } from '../../src/index.js'
import { Application } from './application.js'
import { Person } from './person.js'
import { type RealIssuer, startIssuer } from './real-issuer.js'
import { Resource } from './resource.js'

/** An application, a real issuer, an API, and what can be put between the application and the issuer. */
export class Fixture {
  private constructor(
    readonly app: Application,
    readonly issuer: RealIssuer,
    readonly resource: Resource,
  ) {}

  /** What the application said to the token endpoint. */
  readonly tokenRequests: URLSearchParams[] = []
  /** Stands in for the connection to the token endpoint where a test wants that. */
  atTokenEndpoint: CustomFetch | undefined
  /** The same for revocation. */
  atRevocationEndpoint: CustomFetch | undefined

  /**
   * One for the tests of a file: it starts before the first of them, is as new before each, and stops after the last.
   *
   * @param started is handed it
   */
  static ofFile(started: (fixture: Fixture) => void, options?: Partial<SignInOptions>): void {
    let fixture: Fixture | undefined
    beforeAll(async () => {
      fixture = await Fixture.start(options)
      started(fixture)
    })
    beforeEach(() => fixture?.reset())
    afterAll(() => fixture?.stop())
  }

  static async start(options: Partial<SignInOptions> = {}): Promise<Fixture> {
    const [app, resource] = [await Application.listen(), await Resource.start()]
    const issuer = await startIssuer(app.url, resource.url)
    const fixture = new Fixture(app, issuer, resource)
    app.configure({ issuer: issuer.url, resources: [resource.url], fetch: fixture.fetch, ...options })
    return fixture
  }

  readonly fetch: CustomFetch = (url, init) => {
    if (new URL(url).pathname === '/token') {
      this.tokenRequests.push(new URLSearchParams(init.body as URLSearchParams))
      if (this.atTokenEndpoint) return this.atTokenEndpoint(url, init)
    }
    if (new URL(url).pathname === '/revoke' && this.atRevocationEndpoint) {
      return this.atRevocationEndpoint(url, init)
    }
    return fetch(url, init as RequestInit)
  }

  reset(): void {
    this.app.ahead = 0
    this.app.events.length = 0
    this.app.outcomes.length = 0
    this.tokenRequests.length = 0
    this.atTokenEndpoint = undefined
    this.atRevocationEndpoint = undefined
    this.resource.reset()
  }

  async signedIn(email?: string): Promise<Person> {
    const person = new Person(this.app.url, this.issuer.url, email)
    await person.signIn()
    this.tokenRequests.length = 0
    this.app.events.length = 0
    return person
  }

  async stop(): Promise<void> {
    this.app.stop()
    this.resource.stop()
    await this.issuer.stop()
  }
}
