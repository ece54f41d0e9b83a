import { Sample } from '../src/temporary-sample.js'

test('a part that does not start says why in the error', async () => {
  const sample = await Sample.create()
  try {
    await expect(sample.start('authorizationServer', { PORT: 'four' })).rejects.toThrow(
      /^authorization server ended before it was ready \(exit code 1\)\nauthorization server: PORT is "four": /,
    )
  } finally {
    await sample.remove()
  }
})
