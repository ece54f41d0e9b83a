import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { readForm } from '../src/form-body.js'

function request(type: string | undefined, ...chunks: string[]): IncomingMessage {
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  return Object.assign(stream, { headers: { 'content-type': type } }) as unknown as IncomingMessage
}

const form = 'application/x-www-form-urlencoded'

test('reads a form that comes in pieces', async () => {
  const pieces = request(`${form}; charset=utf-8`, 'email=a%40', 'b.example&password=')
  const whole = await readForm(pieces)
  expect(whole.get('email')).toBe('a@b.example')
  expect(whole.get('password')).toBe('')
})

test('refuses another type with 415, and more than 8 KiB with 413', async () => {
  await expect(readForm(request('application/json', '{}'))).rejects.toMatchObject({ status: 415 })
  await expect(readForm(request(undefined, ''))).rejects.toMatchObject({ status: 415 })
  await expect(readForm(request(form, 'a'.repeat(8192)))).resolves.toBeDefined()
  await expect(readForm(request(form, 'a'.repeat(8192), 'b'))).rejects.toMatchObject({ status: 413 })
})
