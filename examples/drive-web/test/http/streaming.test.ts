import { once } from 'node:events'
import { get, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as breathe } from 'node:timers/promises'
import express, { type RequestHandler } from 'express'
import { relay } from '../../src/http/relay.js'
import { uploadBody } from '../../src/http/upload-body.js'

const mebibyte = 1024 * 1024
const size = 48 * mebibyte
/** What the buffers of the system and of the streams may hold together; all of it would be four times as much. */
const bound = 12 * mebibyte

let stop = () => undefined as unknown

async function serve(handler: RequestHandler): Promise<string> {
  const server = express().use(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  stop = () => {
    server.closeAllConnections()
    return server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

afterEach(() => stop())

test('an upload is read as fast as the API takes it, and no faster', async () => {
  let taken = 0
  let sent = () => 0
  let most = 0
  const url = await serve(async (req, res) => {
    for await (const chunk of uploadBody(req) as AsyncIterable<Uint8Array>) {
      taken += chunk.byteLength
      for (let turn = 0; turn < 4; turn++) await breathe()
      most = Math.max(most, sent() - taken)
    }
    res.json(taken)
  })
  const upload = request(url, { method: 'POST' })
  sent = () => upload.socket?.bytesWritten ?? 0
  const answered = once(upload, 'response')
  for (let left = size; left > 0; left -= mebibyte) {
    if (!upload.write(Buffer.alloc(mebibyte))) await once(upload, 'drain')
  }
  upload.end()
  await answered
  expect(taken).toBe(size)
  expect(most).toBeLessThan(bound)
})

test('a download is asked of the API as fast as the browser takes it, and no faster', async () => {
  let made = 0
  let most = 0
  const content = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        if (made >= size) {
          controller.close()
          return
        }
        made += 64 * 1024
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
  const url = await serve((_req, res) => relay(new Response(content()), res, {}))
  const [answer] = (await once(get(url), 'response')) as [AsyncIterable<Uint8Array>]
  let read = 0
  for await (const chunk of answer) {
    read += chunk.byteLength
    for (let turn = 0; turn < 4; turn++) await breathe()
    most = Math.max(most, made - read)
  }
  expect(read).toBe(size)
  expect(most).toBeLessThan(bound)
})

test('whoever stops reading an upload leaves the connection open for the answer', async () => {
  const url = await serve(async (req, res) => {
    const reader = uploadBody(req).getReader()
    await reader.read()
    await reader.cancel()
    res.status(413).json('too much')
  })
  const answer = await fetch(url, { method: 'POST', body: new Uint8Array(8 * mebibyte) })
  expect(answer.status).toBe(413)
  expect(await answer.json()).toBe('too much')
})

test('an upload that is cut off does not look like one that has ended', async () => {
  let end: (value: unknown) => void = () => undefined
  const ended = new Promise((resolve) => (end = resolve))
  const url = await serve(async (req) => {
    try {
      await new Response(uploadBody(req)).arrayBuffer()
      end('whole')
    } catch (error) {
      end(error)
    }
  })
  const upload = request(url, { method: 'POST', headers: { 'content-length': 1000 } })
  upload.on('error', () => undefined)
  upload.write('some of it', () => upload.destroy())
  expect(await ended).toHaveProperty('code', 'ECONNRESET')
})
