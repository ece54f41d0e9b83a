import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TokenFault } from '../../src/index.js'
import { isAlgorithm } from '../../src/algorithms.js'
import { KeySet, readPublicJwks } from '../../src/keys/key-set.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { parseCompactJws, type CompactJws } from '../../src/token/compact-jws.js'
import { part } from '../support/crafted-token.js'
import { engines } from '../support/verdicts.js'

// Project Wycheproof's vectors for JWS. They are not part of this repository: the folder lies beside it, or the tests
// are skipped. https://github.com/C2SP/wycheproof, testvectors_v1/json_web_*_test.json

const folder = join(__dirname, '../../../../../shared/vectors/wycheproof')
const available = existsSync(folder)

interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly jws?: unknown
}

interface Group {
  readonly comment: string
  readonly public?: { readonly keys?: readonly unknown[] }
  readonly private?: { readonly keys?: readonly unknown[] }
  readonly tests: readonly Vector[]
}

const files = ['json_web_signature_test', 'json_web_key_test', 'json_web_crypto_test'] as const

/** The vectors in which the verdict here is another than the one that the vectors expect. Everything else must agree. */
const deviations: Record<(typeof files)[number], Record<number, string>> = {
  json_web_signature_test: {
    346: 'stricter: the key names PS256 and the token PS384 (RFC 7517 §4.4)',
    347: 'stricter: the key names ES521, which is no algorithm',
    350: 'stricter: the key names PS256 and the token PS384 (RFC 7517 §4.4)',
    351: 'stricter: the key names ES521, which is no algorithm',
  },
  json_web_key_test: {
    7: 'not offered: moduli are not searched for the ROCA weakness',
  },
  json_web_crypto_test: {
    46: 'not offered: moduli are not searched for the ROCA weakness',
  },
}

const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as { testGroups: readonly Group[] }

/** Groups with a secret in the place of a key pair have private keys alone. */
const isAsymmetric = (group: Group): group is Group & Required<Pick<Group, 'public'>> =>
  group.public !== undefined
const isJws = ({ jws }: Vector): boolean => jws !== undefined

/**
 * Takes a vector apart in the way of the pipeline. The payloads of the vectors are no JSON objects, so that no valid
 * vector could be a JWT: here an empty object stands for a payload, and the signature is checked over the payload itself.
 */
function takeApart(text: string): CompactJws {
  const parts = text.split('.')
  const payload = parts.length === 3 && /^[\w-]*$/.test(parts[1]!) ? part({}) : parts[1]
  const structure = [parts[0], payload, ...parts.slice(2)].filter((each) => each !== undefined)
  return { ...parseCompactJws(structure.join('.')), text }
}

/** Structure, filter of the keys, choice of the key and signature, as the pipeline has them. */
async function isAccepted(engine: SignatureEngine, jws: unknown, keys: readonly unknown[]): Promise<boolean> {
  // What is no text cannot stand in an Authorization field.
  if (typeof jws !== 'string') return false
  try {
    const token = takeApart(jws)
    const { alg, kid } = token.header
    if (!isAlgorithm(alg) || (kid !== undefined && typeof kid !== 'string')) return false
    const set = await KeySet.of(readPublicJwks({ keys }, ignore), engine, ignore)
    for (const key of set.candidates(alg, kid)) if (await key.verifies(token, alg)) return true
    return false
  } catch (thrown) {
    if (thrown instanceof TokenFault) return false
    throw thrown
  }
}

const ignore = () => undefined

const keysOf = (keys: { readonly keys?: readonly unknown[] } | undefined) => keys?.keys ?? [keys]

if (!available) {
  test.skip('Wycheproof: skipped, because ../shared/vectors/wycheproof does not lie beside the repository', () =>
    undefined)
}
for (const file of available ? files : []) {
  describe.each(engines)(`Wycheproof: ${file}: the engine of %s`, (_name, engine) => checkAll(file, engine))
}

function checkAll(file: (typeof files)[number], engine: SignatureEngine): void {
  const { testGroups } = read(file)
  const groups = testGroups.filter(isAsymmetric)
  const vectors = groups.flatMap((group) =>
    group.tests
      .filter(isJws)
      .map((vector) => ({ ...vector, group: group.comment, keys: keysOf(group.public) })),
  )

  test('there is something to check', () => {
    expect(vectors.length).toBeGreaterThan(10)
    expect(vectors.some(({ result }) => result === 'valid')).toBe(true)
    expect(vectors.map(({ result }) => result)).not.toContain('acceptable')
  })

  test.each(vectors)('$tcId $group: $comment: $result', async ({ tcId, jws, keys, result }) => {
    const expected = (result === 'valid') !== tcId in deviations[file]
    expect(await isAccepted(engine, jws, keys)).toBe(expected)
  })

  test('no payload of a valid vector is a JWT, so the pipeline itself takes none of them', () => {
    for (const { jws } of vectors.filter(({ result }) => result === 'valid')) {
      expect(() => parseCompactJws(jws as string)).toThrow(TokenFault)
    }
  })

  test('HMAC is not offered: with a secret in the place of a key nothing is accepted', async () => {
    const symmetric = testGroups.filter((group) => !isAsymmetric(group))
    for (const group of symmetric) {
      for (const { tcId, jws } of group.tests.filter(isJws)) {
        expect([tcId, await isAccepted(engine, jws, keysOf(group.private))]).toEqual([tcId, false])
      }
    }
  })
}
