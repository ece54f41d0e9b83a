import type { AccessRequirement, RequiredAuthorizationDetail } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { introspecting } from '../support/introspection.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, server, get } = matrix()
const opaque = introspecting()

const claimsOf = (details: unknown) => ({ scope: 'read', claims: { authorization_details: details } })

/** Sends the details in a JWT, and those that an issuer tells of an opaque token. */
const ways = [
  [
    'JWT',
    (details: unknown, required?: AccessRequirement) =>
      get(`Bearer ${issuer.token(claimsOf(details))}`, required),
  ],
  [
    'opaque token',
    (details: unknown, required?: AccessRequirement) =>
      opaque.get(`Bearer ${opaque.issuer.opaqueToken(claimsOf(details))}`, required),
  ],
] as const

const insufficient = 'insufficient_authorization_details'

describe.each(ways)('%s', (_way, send) => {
  const asking = (details: unknown, ...required: RequiredAuthorizationDetail[]) =>
    send(details, { authorizationDetails: required })

  describe('9396-2-a: authorization_details are a list of objects, each with a type', () => {
    test.each([
      ['an object', {}],
      ['an object with a type', { type: 'payment' }],
      ['a text', 'payment'],
      ['a list as a text', '[{"type":"payment"}]'],
      ['a number', 1],
      ['false', false],
      ['null', null],
      ['a list of a number', [1]],
      ['a list of null', [null]],
      ['a list of texts', ['payment']],
      ['a list of a list', [[{ type: 'payment' }]]],
      ['an object without a type', [{ actions: [] }]],
      ['a type that is a number', [{ type: 1 }]],
      ['a type that is null', [{ type: null }]],
      ['a type that is a list', [{ type: ['payment'] }]],
      ['a good one first', [{ type: 'payment' }, { actions: ['read'] }]],
      ['a good one last', [1, { type: 'payment' }]],
    ])('%s: 401', async (_what, details) => {
      const malformed = [401, 'invalid_token', 'claim_malformed'] as const
      const { fault } = expectRefused(await send(details), ...malformed)
      expect(fault.detail).toMatch(/^authorization_details: expected a list of objects, each with a type/)
      expectRefused(await asking(details, { type: 'payment' }), ...malformed)
    })

    test.each([
      ['nothing', undefined],
      ['an empty list', []],
      ['a type alone', [{ type: 'payment' }]],
      [
        'members that nobody knows, and known ones with anything in them',
        [{ type: 'x', actions: 1, locations: null, own: [{}] }, { type: '' }],
      ],
    ])('%s: 200', async (_what, details) => {
      const token = expectAccepted(await send(details))
      expect(token.authorizationDetails).toEqual(details ?? [])
    })
  })

  describe('9396-2.2-a: rights are those of one object at a time', () => {
    const type = 'contacts-api'
    const readContacts = { type, actions: ['read'], datatypes: ['contacts'] }
    const writeContacts = { type, actions: ['write'], datatypes: ['contacts'] }
    const writePhotos = { type, actions: ['write'], datatypes: ['photos'] }
    const both = { type, actions: ['read', 'write'], datatypes: ['contacts'] }

    test('members of two objects are never combined: 403', async () => {
      const outcome = await asking([readContacts, writePhotos], writeContacts)
      expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
      const crossed = await asking([readContacts, writePhotos], {
        ...both,
        datatypes: ['contacts', 'photos'],
      })
      expectRefused(crossed, 403, 'insufficient_scope', insufficient)
    })

    test('what stands in one object is granted', async () => {
      expectAccepted(await asking([readContacts, writePhotos], writePhotos))
      expectAccepted(await asking([readContacts, writePhotos], readContacts))
    })

    test('the objects add up: each grants one of the rights', async () => {
      expectAccepted(await asking([readContacts, writeContacts], both))
      expectAccepted(await asking([readContacts, writePhotos], readContacts, writePhotos))
    })

    test('one object grants the product of its lists', async () => {
      const all = { type, actions: ['read', 'write'], datatypes: ['contacts', 'photos'] }
      for (const required of [readContacts, writeContacts, writePhotos, both, all])
        expectAccepted(await asking([all], required))
      const without = [readContacts, writePhotos, { ...writeContacts, datatypes: ['contacts', 'mail'] }]
      expectRefused(await asking(without, all), 403, 'insufficient_scope', insufficient)
      const readPhotos = { type, actions: ['read'], datatypes: ['photos'] }
      expectAccepted(await asking([...without, readPhotos], all))
    })

    test('all members count together: one object has all of them', async () => {
      const required = {
        ...readContacts,
        locations: ['https://rs.example/a'],
        privileges: ['admin'],
        identifier: 'book-7',
      }
      expectAccepted(await asking([{ ...required, own: 1 }], required))
      for (const name of ['actions', 'datatypes', 'locations', 'privileges', 'identifier'] as const) {
        const { [name]: left, ...rest } = required
        // The one lacks the member, and the other has nothing else.
        const outcome = await asking([rest, { type, [name]: left }], required)
        expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      }
    })

    test.each<[string, unknown]>([
      ['missing', undefined],
      ['empty', []],
      ['a text', 'read'],
      ['an object', { read: true, 0: 'read', length: 1 }],
      ['null', null],
      ['a number', 1],
      ['a list in a list', [['read']]],
      ['a list with something else in it', ['read', 1]],
      ['in other letters', ['Read']],
      ['longer', ['read ', 'reader', 'read write']],
    ])('a member that is %s grants nothing', async (_what, actions) => {
      const required = { type, actions: ['read'] }
      const outcome = await asking([{ type, actions }], required)
      expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      expectAccepted(await asking([{ type, actions }, required], required))
    })

    test.each([['7'], ['Book-7'], ['book-7 '], [['book-7']], [7], [null], [undefined]])(
      'the identifier %j is not book-7',
      async (identifier) => {
        const outcome = await asking([{ type, identifier }], { type, identifier: 'book-7' })
        expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      },
    )

    test('a token without any: 403', async () => {
      for (const details of [undefined, []])
        expectRefused(await asking(details, { type }), 403, 'insufficient_scope', insufficient)
    })
  })

  describe('9396-2.1-a: a type is a name, and compared exactly', () => {
    test.each([
      ['payment', 'Payment'],
      ['Payment', 'payment'],
      ['payment', 'payment '],
      ['payment', 'pay'],
      ['pay', 'payment'],
      ['https://schema.example/payment', 'https://schema.example/payment/'],
      ['https://schema.example/payment', 'https://Schema.example/payment'],
      ['https://schema.example/payment', 'https://schema.example:443/payment'],
      ['caf\u00e9', 'cafe\u0301'],
      ['__proto__', 'constructor'],
      ['payment', ''],
    ])('%j is required, and %j grants nothing', async (type, other) => {
      const required = { type, actions: ['read'] }
      const outcome = await asking([{ ...required, type: other }], required)
      expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      expectAccepted(await asking([{ type: other }, required], required))
    })
  })
})

describe('9396-2.1-a: no type is fetched', () => {
  const type = 'https://canary.example/types/payment'

  test.each([
    [type, 200],
    [`${type}#other`, 403],
    ['https://canary.example/elsewhere', 403],
  ])('%s: %d, and nobody is asked', async (sent, status) => {
    const { fetch, requests } = canary(issuer)
    const watched = matrix({ fetch }, issuer)
    const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(fetch)
    try {
      const token = issuer.token(claimsOf([{ type: sent, locations: [type] }]))
      const required = { authorizationDetails: [{ type, locations: [type] }] }
      const outcome = await watched.get(`Bearer ${token}`, required)
      if (status === 200) expectAccepted(outcome)
      else expectRefused(outcome, 403, 'insufficient_scope', insufficient)
      await watched.server.explain(token, required)
      expect(requests).toEqual([])
      expect(spy).not.toHaveBeenCalled()
    } finally {
      spy.mockRestore()
    }
  })
})

describe('9396-2-a: explain says what a request would be answered', () => {
  test.each([[undefined], [[]], [{}], [[1]], [[{ actions: [] }]], [[{ type: 'payment' }]]])(
    '%j',
    async (details) => {
      const required = { authorizationDetails: [{ type: 'payment' }] }
      const sent = [
        [server, get, issuer.token(claimsOf(details))],
        [opaque.server, opaque.get, opaque.issuer.opaqueToken(claimsOf(details))],
      ] as const
      for (const [explaining, send, token] of sent) {
        const outcome = await send(`Bearer ${token}`, required)
        const { ok, code } = await explaining.explain(token, required)
        expect({ ok, code }).toEqual({ ok: outcome.ok, code: outcome.ok ? undefined : outcome.fault.code })
      }
    },
  )
})
