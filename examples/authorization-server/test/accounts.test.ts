import { accounts, authenticate, samplePassword } from '../src/accounts.js'

test('every sample account signs in with the sample password, in any case of its address', async () => {
  for (const account of accounts) {
    expect(await authenticate(account.email, samplePassword)).toBe(account)
    expect(await authenticate(` ${account.email.toUpperCase()} `, samplePassword)).toBe(account)
  }
})

test.each([
  ['alice@example.com', ''],
  ['alice@example.com', 'Password'],
  ['nobody@example.com', 'password'],
  ['', ''],
])('%j with %j is nobody', async (email, password) => {
  expect(await authenticate(email, password)).toBeUndefined()
})
