import type { IncomingMessage } from 'node:http'
import { adapterConformance, listen, type Door } from '../../src/adapters.js'

type Middleware = () => void

/** An adapter that lets everybody in, and says what it was sent. */
class Open implements Door<Middleware> {
  opened = 0
  closed = 0
  readonly tokens: string[] = []
  readonly formParser = () => undefined
  readonly requireScope = () => () => undefined
  readonly requireAnyScope = this.requireScope
  readonly requireAccess = this.requireScope
  readonly ownChallenge = this.requireScope
  readonly attach = this.requireScope
  readonly requirementOf = () => undefined
  readonly logoutReceiver = this.requireScope

  resourceServer() {
    const { requireScope, requireAnyScope, requireAccess } = this
    return Object.assign(() => undefined, {
      requireScope,
      requireAnyScope,
      requireAccess,
      metadata: requireScope,
      backchannelLogout: requireScope,
      recheck: () => Promise.resolve({ ok: true }),
    })
  }

  async serve() {
    this.opened += 1
    const served = await listen((req: IncomingMessage, res) => {
      const token = req.headers.authorization?.split(' ').at(-1)
      if (token !== undefined) this.tokens.push(token)
      res.setHeader('www-authenticate', `Bearer realm="${token ?? ''}"`)
      res.end(JSON.stringify({ token, authorization: req.headers.authorization }))
    })
    return {
      port: served.port,
      close: async () => {
        this.closed += 1
        await served.close()
      },
    }
  }
}

const names = (door: Door<Middleware>) => adapterConformance(door).map(({ name }) => name)

test('no two checks have the same name', () => {
  expect(names(new Open()).length).toBeGreaterThan(150)
  expect(new Set(names(new Open())).size).toBe(names(new Open()).length)
})

test('checks of a chapter stand together, and each chapter has some', () => {
  const chapters = adapterConformance(new Open()).map(({ chapter }) => chapter)
  const runs = chapters.filter((chapter, at) => chapter !== chapters[at - 1])
  expect(runs).toHaveLength(15)
  expect(new Set(runs).size).toBe(15)
})

test('to make the list starts nothing', () => {
  const door = new Open()
  adapterConformance(door)
  expect(door.opened).toBe(0)
})

test('an adapter that is told nothing of the connection has checks of its own', () => {
  const door = Object.assign(new Open(), { withoutConnection: 'it is a test' })
  const own = names(door).filter((name) => !names(new Open()).includes(name))
  expect(own).toEqual([
    'mtls is refused when the resource server is built: it is a test',
    'a token that is bound to a certificate is refused',
  ])
  expect(names(door).filter((name) => name.startsWith('8705-'))).toEqual([])
})

describe('an adapter that lets everybody in', () => {
  const door = new Open()
  const failures = new Map<string, Error>()

  beforeAll(async () => {
    for (const { name, run } of adapterConformance(door))
      await run().catch((error: unknown) => failures.set(name, error as Error))
  })

  test('fails all of them, but for those that ask for no more than that a request comes through or does not', () => {
    const passed = names(door).filter((name) => !failures.has(name))
    expect(passed).toEqual([
      // Node refuses these itself.
      ...['00', '01', '7F'].map(
        (octet) => `6750-2.1-d: the octet ${octet}, which no field may have, opens nothing`,
      ),
      ...[
        'application/x-www-form-urlencoded',
        'Application/X-WWW-Form-Urlencoded; charset=UTF-8',
        'application/x-www-form-urlencoded;charset=utf-8',
      ].map((type) => `6750-2.2-b: a form of the type ${type} carries a token`),
    ])
  })

  test('each of its servers is closed', () => {
    expect(door.opened).toBeGreaterThan(100)
    expect(door.closed).toBe(door.opened)
  })

  test('what failed says what was expected', () => {
    const { message } = failures.get('6750-2.3-a: a token in the query is no credential')!
    expect(message).toMatch(/^expected status 401, found: GET \/api\/x\?\S+ → 200; /)
  })

  test('no failure shows a token, nor a segment of one that could be used', () => {
    const jwts = door.tokens.filter((token) => token.split('.').length === 3)
    expect(jwts.length).toBeGreaterThan(50)
    for (const error of failures.values()) {
      const { message, stack, actual, expected } = error as Error & { actual?: unknown; expected?: unknown }
      const shown = [message, stack, JSON.stringify([actual, expected])].join('\n')
      for (const token of jwts) expect(token.split('.').filter((part) => shown.includes(part))).toEqual([])
    }
  })
})
