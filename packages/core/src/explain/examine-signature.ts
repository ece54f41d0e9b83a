import { shorten } from '../faults/index.js'
import { ConfiguredIssuers } from '../issuers/configured-issuers.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { Policy } from '../options/policy.js'
import { verifySignature } from '../signature/verify-signature.js'
import type { CompactJws } from '../token/compact-jws.js'
import {
  checkAlgorithm,
  checkExtensions,
  checkKid,
  checkType,
  type JoseHeader,
} from '../token/jose-header.js'
import type { Examination } from './examination.js'

/** Whose rules hold, and whether the token named it: diagnosis goes on by the rules of the one issuer that there is. */
export interface Chosen<C> {
  readonly rules: IssuerPolicy<C> | undefined
  readonly accepted: boolean
}

/** Looks for the issuer that a token names. */
export async function chooseIssuer<C>(
  iss: unknown,
  { issuers }: Policy<C>,
  examination: Examination,
): Promise<Chosen<C>> {
  const chosen = await examination.run(
    'issuer',
    'iss',
    () => issuers.choose(iss),
    ({ issuer }) => shorten(issuer),
  )
  if (chosen) return { rules: chosen.value, accepted: true }
  const [only, another] =
    issuers instanceof ConfiguredIssuers ? (issuers as ConfiguredIssuers<C>).known() : []
  return { rules: another ? undefined : only, accepted: false }
}

const noRules = 'each issuer has rules of its own, and the token names none that is accepted'

/** Examines the header and the signature. Returns whether the token was made by the issuer that it names. */
export async function examineSignature<C>(
  jws: CompactJws,
  { rules, accepted }: Chosen<C>,
  examination: Examination,
): Promise<boolean> {
  const { header } = jws
  const step = 'structure'
  const alg =
    rules &&
    (await examination.run(
      step,
      'alg',
      () => checkAlgorithm(header.alg, rules.header),
      (name) => name,
    ))
  if (rules)
    await examination.run(
      step,
      'typ',
      () => checkType(header, rules.header),
      () => shorten(header.typ),
    )
  else for (const name of ['alg', 'typ']) examination.skip(step, name, noRules)
  await examination.run(
    step,
    'extensions',
    () => checkExtensions(header),
    () => 'it asks for none',
  )
  const kid = await examination.run(
    step,
    'kid',
    () => checkKid(header),
    (name) => shorten(name),
  )
  if (!accepted || !rules || !alg || !kid) {
    const why = accepted
      ? 'alg and kid must be acceptable before a key is looked for'
      : 'no key is fetched for an issuer that is not accepted'
    examination.skip('key', 'key', why)
    examination.skip('signature', 'signature', 'it takes the key of the issuer')
    return false
  }
  return verify(jws, { algorithm: alg.value, kid: kid.value }, rules, examination)
}

async function verify<C>(
  jws: CompactJws,
  header: JoseHeader,
  { issuer, keys }: IssuerPolicy<C>,
  examination: Examination,
): Promise<boolean> {
  const { algorithm, kid } = header
  const found = await examination.run(
    'key',
    'key',
    () => keys.find(algorithm, kid),
    () => `${issuer} has a key for ${algorithm}${kid === undefined ? '' : ` with kid ${shorten(kid)}`}`,
  )
  if (!found) {
    examination.skip('signature', 'signature', 'it takes the key of the issuer')
    return false
  }
  const signed = () => `made by ${issuer}`
  const verified = await examination.run(
    'signature',
    'signature',
    () => verifySignature(jws, header, keys),
    signed,
  )
  return verified !== undefined
}
