import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { readForm } from '../src/form-body.js'

const origin = 'http://127.0.0.1:4000'

function request(type: string | undefined, ...chunks: string[]): IncomingMessage {
  return sent({ 'content-type': type }, ...chunks)
}

function sent(headers: IncomingMessage['headers'], ...chunks: string[]): IncomingMessage {
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  return Object.assign(stream, { headers }) as unknown as IncomingMessage
}

const form = 'application/x-www-form-urlencoded'

test('reads a form that comes in pieces', async () => {
  const pieces = request(`${form}; charset=utf-8`, 'email=a%40', 'b.example&password=')
  const whole = await readForm(pieces, origin)
  expect(whole.get('email')).toBe('a@b.example')
  expect(whole.get('password')).toBe('')
})

test('refuses another type with 415, and more than 8 KiB with 413', async () => {
  await expect(readForm(request('application/json', '{}'), origin)).rejects.toMatchObject({ status: 415 })
  await expect(readForm(request(undefined, ''), origin)).rejects.toMatchObject({ status: 415 })
  await expect(readForm(request(form, 'a'.repeat(8192)), origin)).resolves.toBeDefined()
  await expect(readForm(request(form, 'a'.repeat(8192), 'b'), origin)).rejects.toMatchObject({ status: 413 })
})

test('refuses with 403 what a page of another origin sends, also of another port', async () => {
  const type = { 'content-type': form }
  for (const headers of [
    { origin: 'http://127.0.0.1:4200' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-site', origin },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    await expect(readForm(sent({ ...type, ...headers }, 'a=b'), origin)).rejects.toMatchObject({
      status: 403,
    })
  }
  for (const headers of [{ origin }, { 'sec-fetch-site': 'same-origin' }, {}]) {
    await expect(readForm(sent({ ...type, ...headers }, 'a=b'), origin)).resolves.toBeDefined()
  }
})
