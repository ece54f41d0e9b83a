/**
 * Fetches for aws-jwt-verify, which of itself speaks https alone, by the rules of its `SimpleFetcher`: three seconds for
 * an answer, and one more attempt at once.
 */
export const loopbackFetcher = {
  async fetch(uri: string): Promise<ArrayBuffer> {
    try {
      return await get(uri)
    } catch {
      return get(uri)
    }
  },
}

async function get(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri, { signal: AbortSignal.timeout(3000) })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.arrayBuffer()
}
