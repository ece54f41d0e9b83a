import { createDpopProver } from '@qalqon/testing'
import { engine } from '#engine'
import { readDpopProof } from '../../src/dpop/dpop-proof.js'
import { ProofHeaders } from '../../src/dpop/proof-headers.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'

function setUp() {
  let imports = 0
  const counting: SignatureEngine = {
    ...engine,
    importKey(...key) {
      imports += 1
      return engine.importKey(...key)
    },
  }
  const headers = new ProofHeaders(new Set(['ES256']), counting)
  /** Reads and verifies a proof, and remembers its header, as `checkProof` does. */
  const take = async (text: string, jkt: string) => {
    const { jws, header, newHeader } = readDpopProof(text, jkt, headers)
    await header.checkSignature(jws)
    if (newHeader !== undefined) headers.remember(jkt, newHeader, header)
    return { header, isNew: newHeader !== undefined }
  }
  return { take, imports: () => imports }
}

const url = 'https://rs.example/x'
const proofOf = (prover: ReturnType<typeof createDpopProver>, header = {}) =>
  prover.proof({ url, token: 'a' }, { header })

test('the header of a client is read once, and its key imported once, as long as it is spelled alike', async () => {
  const { take, imports } = setUp()
  const client = createDpopProver()
  const first = await take(proofOf(client), client.thumbprint)
  const second = await take(proofOf(client), client.thumbprint)
  expect([first.isNew, second.isNew, imports()]).toEqual([true, false, 1])
  expect(second.header).toBe(first.header)
})

test('a client that spells its header in many ways is served, and takes the place of nobody else', async () => {
  const { take, imports } = setUp()
  const [client, other] = [createDpopProver(), createDpopProver()]
  await take(proofOf(other), other.thumbprint)
  for (let n = 0; n < 3; n += 1)
    expect((await take(proofOf(client, { n }), client.thumbprint)).isNew).toBe(true)
  expect((await take(proofOf(other), other.thumbprint)).isNew).toBe(false)
  expect(imports()).toBe(4)
})

test('what was read for one client is not taken for another', async () => {
  const { take } = setUp()
  const [client, other] = [createDpopProver(), createDpopProver()]
  await take(proofOf(client), client.thumbprint)
  const { header, isNew } = await take(proofOf(client), other.thumbprint)
  expect(isNew).toBe(true)
  expect(await header.thumbprint()).toBe(client.thumbprint)
})
