import { ApiUnavailable } from '../../src/api/refusal.js'
import { readText } from '../../src/http/read-text.js'

test('a content that breaks off is an API that cannot be had, and no fault of the page', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('some of it')),
    pull: (controller) => controller.error(new TypeError('terminated')),
  })
  await expect(readText(new Response(body))).rejects.toThrow(ApiUnavailable)
})
