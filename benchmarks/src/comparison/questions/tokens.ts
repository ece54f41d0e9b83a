import { createHmac, createPublicKey } from 'node:crypto'
import type { TestIssuer } from '@qalqon/testing'
import type { PeerName } from '../peers/index.js'
import type { Peer } from '../peer.js'
import { audience, isAccepted, withTrial, type Trial } from '../trial.js'
import type { Question, Questions } from './question.js'

/** Which tokens of the issuer, and of others, come through. */
export const tokenQuestions: Questions = {
  forged: whether('forged: `none`, `HS256` with the public key', (issuer) => [
    unsigned(issuer),
    signedWithPublicKey(issuer),
  ]),
  expired: whether('expired', (issuer) => [issuer.expired()]),
  otherAudience: whether('for another API', (issuer) => [issuer.forAnotherAudience()]),
  noExpiry: whether('without `exp`', (issuer) => [issuer.token({ omit: ['exp'] })]),
  idToken: whether('an ID token, its `aud` the API', (issuer) => [issuer.idToken({ audience })]),
  otherType: whether('`typ`: `logout+jwt`', (issuer) => [issuer.token({ header: { typ: 'logout+jwt' } })]),
  bound: whether('bound to a key, sent as `Bearer`', (issuer) => [
    issuer.token({ claims: { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } } }),
  ]),
  boundToCertificate: whether('bound to a certificate, the same', (issuer) => [
    issuer.token({ claims: { cnf: { 'x5t#S256': '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } } }),
  ]),
  repeated: whether('`sub` twice', (issuer) => [withTwoSubjects(issuer)]),
  withoutAudience: {
    heading: 'for another API, where nobody has set an audience',
    async ask(name) {
      try {
        return await withTrial(name, { withoutAudience: true }, async (trial) => {
          const reply = await trial.send(trial.issuer.forAnotherAudience())
          return isAccepted(reply) ? 'accepted' : 'refused'
        })
      } catch {
        return 'does not start'
      }
    },
  },
}

/** Whether any of some tokens is accepted; where it is, also with the option that the library has against it. */
function whether(heading: string, tokensOf: (issuer: TestIssuer) => readonly string[]): Question {
  const accepts = (name: PeerName, strict: boolean) =>
    withTrial(name, { strict }, async (trial) => {
      await trial.warmUp()
      return anyAccepted(trial, tokensOf(trial.issuer))
    })
  return {
    heading,
    async ask(name, { strict }: Peer) {
      if (!(await accepts(name, false))) return 'refused'
      if (strict === undefined || (await accepts(name, true))) return 'accepted'
      return `refused only with \`${strict}\``
    },
  }
}

async function anyAccepted(trial: Trial, tokens: readonly string[]): Promise<boolean> {
  for (const token of tokens) if (isAccepted(await trial.send(token))) return true
  return false
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const payloadOf = (token: string) => token.split('.')[1] ?? ''

const unsigned = (issuer: TestIssuer) =>
  `${encode({ alg: 'none', typ: 'at+jwt' })}.${payloadOf(issuer.token())}.`

/** What works where a library takes the published key for a secret, and the algorithm from the token. */
function signedWithPublicKey(issuer: TestIssuer): string {
  const jwk = signingKey(issuer)
  const secret = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid })}.${payloadOf(issuer.token())}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

function signingKey({ keys: [key] }: TestIssuer) {
  if (!key) throw new Error('the issuer has no key')
  return { ...key.publicJwk }
}

function withTwoSubjects(issuer: TestIssuer): string {
  const payload = Buffer.from(payloadOf(issuer.token()), 'base64url').toString()
  return issuer.sign({
    header: { alg: 'RS256', typ: 'at+jwt', kid: signingKey(issuer).kid },
    payload: payload.replace('{', '{"sub":"somebody-else",'),
  })
}
