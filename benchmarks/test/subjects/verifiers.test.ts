import { isAccepted, type VerifierSubject } from '../../src/subjects/subject.js'
import { verifiers, type VerifierName } from '../../src/subjects/verifiers/index.js'
import { expectedVerdicts, Issuer, verdicts } from '../support/issuer.js'

const issuer = new Issuer()

beforeAll(() => issuer.start())
afterAll(() => issuer.close())

describe.each(Object.keys(verifiers) as VerifierName[])('%s', (name) => {
  let subject: VerifierSubject
  beforeAll(async () => (subject = await verifiers[name]()))

  const acceptor = async (algorithm: 'RS256' | 'ES256' | 'EdDSA') => {
    const verifier = await subject.create(issuer.provision(algorithm))
    return (token: string) => isAccepted(verifier, verifier.prepare ? verifier.prepare(token) : token)
  }

  test('refuses the tokens that it says it refuses, and no other', async () => {
    if (subject.missing?.() !== undefined) return
    expect(await verdicts(issuer, await acceptor('RS256'))).toEqual(expectedVerdicts(subject))
  })

  test('accepts good tokens of each of its algorithms, also a second time', async () => {
    if (subject.missing?.() !== undefined) return
    for (const algorithm of subject.algorithms) {
      const accepts = await acceptor(algorithm)
      const token = await issuer.token(algorithm)
      expect([algorithm, await accepts(token), await accepts(token)]).toEqual([algorithm, true, true])
    }
  })
})
