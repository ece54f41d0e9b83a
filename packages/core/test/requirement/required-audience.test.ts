import { guardOf, type TokenFault } from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'

const admin = 'https://rs.example/admin'
const { issuer, server, get } = matrix({ audience: [R, admin] })
const forAdmin = { audience: admin }

test.each<[unknown]>([[admin], [[admin]], [[R, admin]]])('a token for %j meets it', async (aud) => {
  expectAccepted(await get(`Bearer ${issuer.token({ claims: { aud } })}`, forAdmin))
})

test.each<[unknown]>([[R], [[R, 'https://rs.example']], [[R, `${admin}/`]], [[R, admin.toUpperCase()]]])(
  'one for %j does not',
  async (aud) => {
    const outcome = await get(`Bearer ${issuer.token({ claims: { aud } })}`, { ...forAdmin, scope: ['a'] })
    const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_audience')
    expect((fault as TokenFault).facts).toMatchObject({ expected: JSON.stringify(admin) })
    expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  },
)

test('a token without an audience does not, where they may lack one', async () => {
  const clientsWithoutAudience = ['client-1']
  const open = matrix(
    { audience: [R, admin], issuer: { issuer: issuer.issuer, clientsWithoutAudience } },
    issuer,
  )
  const token = `Bearer ${issuer.token({ scope: 'a', omit: ['aud'] })}`
  expectAccepted(await open.get(token, { scope: ['a'] }))
  expectRefused(await open.get(token, forAdmin), 403, 'insufficient_scope', 'insufficient_audience')
})

test('an audience that the resource server does not have is a fault as soon as both are known', async () => {
  const elsewhere = requirementFrom({ audience: 'https://elsewhere.example' })
  const token = expectAccepted(await get(`Bearer ${issuer.token()}`, { subjectType: 'user' })) as never
  for (const use of [
    () => server.declare(elsewhere),
    () => guardOf(server, elsewhere),
    () => server.authorize({ method: 'GET', url: '/', headers: {} }, elsewhere),
    () => server.authorizeToken(token, elsewhere),
  ])
    expect(use).toThrow(faultOf('audience'))
  await expect(server.explain(issuer.token(), elsewhere)).rejects.toThrow(faultOf('audience'))
  expect(() => server.declare(elsewhere)).toThrow(/"https:\/\/elsewhere\.example" is none of the audiences/)
})

test.each<[unknown]>([[''], [null], [[admin]], [1], [{}]])('%j is no audience', (audience) => {
  expect(() => requirementFrom({ audience })).toThrow(faultOf('audience'))
})
