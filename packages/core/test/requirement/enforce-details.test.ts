import fc from 'fast-check'
import {
  Requirement,
  TokenFault,
  type AccessToken,
  type AuthorizationDetail,
  type RequiredAuthorizationDetail,
} from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, get } = matrix()

const send = (details: unknown, ...authorizationDetails: RequiredAuthorizationDetail[]) =>
  get(`Bearer ${issuer.token({ claims: { authorization_details: details } })}`, { authorizationDetails })

async function refused(details: unknown, ...required: RequiredAuthorizationDetail[]) {
  const outcome = await send(details, ...required)
  const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_authorization_details')
  expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  return fault as TokenFault
}

describe('any requirement over any details', () => {
  const some = (...values: string[]) => fc.subarray(values, { minLength: 1 })
  const lists = {
    actions: some('read', 'write'),
    datatypes: some('contacts', 'photos'),
    locations: some('l'),
  }
  const detail = fc.record(
    { type: fc.constantFrom('a', 'b'), ...lists, identifier: fc.constantFrom('1', '2') },
    { requiredKeys: ['type'] },
  )
  type Lists = Partial<Record<'actions' | 'datatypes' | 'locations', string[]>>
  type Detail = Lists & { type: string; identifier?: string }

  /** All rights of a detail, written out; of a member that is not there, none. */
  const rightsOf = (each: Detail, members: (keyof Lists)[]): string[] =>
    members.reduce<string[]>(
      (rights, member) => rights.flatMap((right) => (each[member] ?? []).map((value) => `${right} ${value}`)),
      [each.type],
    )

  test('it is met when the rights that it lists are among those that the objects list, one by one', () => {
    let met = 0
    const property = fc.property(
      fc.array(detail, { maxLength: 4 }),
      fc.array(detail, { minLength: 1, maxLength: 2 }),
      (granted, required) => {
        const expected = required.every((each) => {
          const members = (['actions', 'datatypes', 'locations'] as const).filter((name) => name in each)
          const alike = granted.filter(
            ({ identifier }) => each.identifier === undefined || identifier === each.identifier,
          )
          const rights = alike.flatMap((object) => rightsOf(object, members))
          return rightsOf(each, members).every((right) => rights.includes(right))
        })
        const token = { authorizationDetails: granted } as unknown as AccessToken
        const requirement = new Requirement({ authorizationDetails: required })
        const enforce = () => requirement.enforce(token, { clock: issuer.clock, clockToleranceSeconds: 0 })
        if (!expected) expect(enforce).toThrow(TokenFault)
        else {
          enforce()
          met++
        }
      },
    )
    fc.assert(property, { numRuns: 3000 })
    // Otherwise it would hold of refusals alone.
    expect(met).toBeGreaterThan(100)
  })
})

describe('matches', () => {
  const type = 'payment'
  const atMost =
    (limit: number) =>
    ({ amount }: AuthorizationDetail) =>
      typeof amount === 'number' && amount <= limit

  test('decides over members of the type', async () => {
    const required = { type, actions: ['pay'], matches: atMost(100) }
    expectAccepted(await send([{ type, actions: ['pay'], amount: 100 }], required))
    const { detail } = await refused([{ type, actions: ['pay'], amount: 101 }], required)
    expect(detail).toMatch(/matches does not take those that have all the rest$/)
  })

  test('sees the object alone that has all the rest, as the issuer has put it, and once', async () => {
    const good = { type, actions: ['pay', 'see'], identifier: 'x', amount: { value: [1] } }
    const others = [
      { ...good, type: 'other' },
      { ...good, actions: ['other'] },
      { ...good, identifier: 'y' },
    ]
    const matches = jest.fn(() => true)
    const required = { type, actions: ['pay', 'see'], identifier: 'x', matches }
    expectAccepted(await send([...others, good], required))
    expect(matches.mock.calls).toEqual([[good]])
    const [[seen]] = matches.mock.calls as unknown as [[{ amount: { value: number[] } }]]
    expect([seen, seen.amount, seen.amount.value].every((value) => Object.isFrozen(value))).toBe(true)
    await refused(others, required)
    expect(matches).toHaveBeenCalledTimes(1)
  })

  test('takes one object away, and the others still count', async () => {
    const required = { type, actions: ['pay'], matches: atMost(100) }
    const details = [
      { type, actions: ['pay'], amount: 500 },
      { type, actions: ['pay'], amount: 50 },
    ]
    expectAccepted(await send(details, required))
    // One object has the action, and the other the amount.
    await refused([details[0], { type, actions: ['see'], amount: 50 }], required)
  })

  test('each required detail has its own', async () => {
    const details = [{ type, amount: 50 }]
    expectAccepted(await send(details, { type, matches: atMost(50) }, { type }))
    await refused(details, { type, matches: atMost(50) }, { type, matches: atMost(49) })
  })

  test.each<[string, () => unknown, RegExp]>([
    [
      'that throws',
      () => {
        throw new Error('no such currency')
      },
      /matches failed over the claims of the token: "no such currency"$/,
    ],
    [
      'that throws no error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- JavaScript may throw anything
        throw 'x'
      },
      /matches failed .*"string"$/,
    ],
    ['that is asynchronous', () => Promise.resolve(true), /it returned a promise/],
    ['that is asynchronous and fails', () => Promise.reject(new Error('late')), /it returned a promise/],
    ['that returns nothing', () => undefined, /something else than it must/],
    ['that returns 1', () => 1, /something else than it must/],
    ['that returns a text', () => 'true', /something else than it must/],
    ['that returns the object itself', () => ({ type }), /something else than it must/],
  ])('one %s grants nothing, and the log is told', async (_what, fails, told) => {
    const matches = jest.fn(fails) as unknown as () => boolean
    const fault = await refused([{ type }], { type, matches })
    expect(fault.detail).toMatch(/authorizationDetails\[0\]\.matches failed/)
    expect(fault.detail).toMatch(told)
    expect(fault.cause).toBeDefined()
    // What fails over one object says nothing of another.
    const once = jest.fn(fails).mockReturnValueOnce(true) as unknown as () => boolean
    expectAccepted(await send([{ type }, { type }], { type, matches: once }))
  })
})

describe('what the log is told', () => {
  const type = 'contacts-api'

  test('which rights are lacking, and which types the token has', async () => {
    const required = { type, actions: ['read', 'write'], datatypes: ['contacts'], identifier: 'x' }
    const granted = { type, actions: ['read'], datatypes: ['contacts'], identifier: 'x' }
    const { detail, facts, step } = await refused([granted, { type: 'other' }, { type: 'other' }], required)
    const right = { type, identifier: 'x', actions: ['write'], datatypes: ['contacts'] }
    expect(facts).toMatchObject({
      issuer: issuer.issuer,
      missingAuthorizationDetails: [right],
      expected: JSON.stringify(right),
      actual: 'the types ["contacts-api","other"]',
    })
    expect(detail).toBe(
      `authorizationDetails: no object of the token grants ${JSON.stringify(right)}; it has the types ["contacts-api","other"]`,
    )
    expect(step).toBe('requirement')
    const [told] = facts.missingAuthorizationDetails ?? []
    expect(Object.isFrozen(told) && Object.isFrozen(told?.actions)).toBe(true)
  })

  test('how many more, of all that are required', async () => {
    const { detail, facts } = await refused(
      [{ type: 'c' }],
      { type: 'a', actions: ['x', 'y'] },
      { type: 'b' },
      { type: 'c' },
    )
    expect(detail).toMatch(
      /grants \{"type":"a","actions":\["x"\]\} \(and 2 more\); it has the types \["c"\]$/,
    )
    expect(facts.missingAuthorizationDetails).toEqual([
      { type: 'a', actions: ['x'] },
      { type: 'a', actions: ['y'] },
      { type: 'b' },
    ])
  })

  test('nothing but the types of what the token has, shortened', async () => {
    const secret = 'DE02-1203-0000'
    const details = [{ type: 'x'.repeat(500), identifier: secret, actions: [secret], own: secret }]
    const { detail, facts } = await refused(details, { type, actions: ['pay'], matches: () => false })
    expect(JSON.stringify([detail, facts])).not.toContain(secret)
    expect(detail.length).toBeLessThan(400)
    const malformed = await send([...details, { actions: [secret] }], { type })
    expect(expectRefused(malformed, 401, 'invalid_token', 'claim_malformed').fault.detail).toMatch(
      /found an object with no type, at 1$/,
    )
  })

  test('that there is none', async () => {
    expect((await refused(undefined, { type })).detail).toMatch(/; it has none$/)
  })
})
