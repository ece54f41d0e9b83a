import { createHash } from 'node:crypto'
import { NotText, signatureOf, signedDocument, textOf } from '../../src/paper/signed-document.js'

const file = { name: 'Shartnoma.txt', bytes: Buffer.from('Men roziman.') }
const signer = {
  name: 'Alice Karimova',
  email: 'alice@example.com',
  issuer: 'http://127.0.0.1:4000',
  subject: 'alice',
  authTime: 1_700_000_000,
}
const at = new Date('2026-01-02T03:04:05Z')

test('the signature names the signer, the times and the document by its digest', () => {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  expect(signatureOf(file, signer, at, 'en')).toEqual([
    ['Signed by', 'Alice Karimova'],
    ['E-mail', 'alice@example.com'],
    ['Account', 'alice · http://127.0.0.1:4000'],
    ['Signed in at (UTC)', '2023-11-14T22:13:20.000Z'],
    ['Signed at (UTC)', '2026-01-02T03:04:05.000Z'],
    ['Document', 'Shartnoma.txt · 12 bytes'],
    ['SHA-256', sha256],
  ])
  expect(Object.fromEntries(signatureOf(file, signer, at, 'uz'))).toMatchObject({
    Imzolovchi: 'Alice Karimova',
  })
})

test('what the issuer has not said is not there', () => {
  const names = signatureOf(file, { ...signer, email: undefined, authTime: undefined }, at, 'en').map(
    ([name]) => name,
  )
  expect(names).toEqual(['Signed by', 'Account', 'Signed at (UTC)', 'Document', 'SHA-256'])
})

test('long documents take pages, and the signature has its own', async () => {
  const bytes = Buffer.from('Oʻzbekcha matn. '.repeat(1_000))
  const pdf = (await signedDocument({ ...file, bytes }, signer, at, 'uz', 'Doc Sign')).toString('latin1')
  expect(pdf.match(/\/Type \/Page\n/g)!.length).toBeGreaterThan(2)
})

test('text is text: tabs and line ends of every kind, no control characters', () => {
  expect(textOf(Buffer.from('\ufeffa\tb\r\nc\rd\u0000\u001b[1m'))).toBe('a    b\nc\nd[1m')
  expect(() => textOf(Buffer.from([0xc3, 0x28]))).toThrow(NotText)
})
