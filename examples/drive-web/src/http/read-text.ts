import { ApiUnavailable } from '../api/refusal.js'

/** As much as a page shows of a text. */
const shownBytes = 128 * 1024

export interface ReadText {
  readonly text: string
  /** After how many bytes it was cut off. */
  readonly cutAfterBytes: number | undefined
}

/**
 * Reads the beginning of a content as UTF-8, and leaves the rest.
 *
 * @returns nothing where it is no text after all
 * @throws {ApiUnavailable} where it breaks off
 */
export async function readText(response: Response): Promise<ReadText | undefined> {
  const read = await beginningOf(response.body)
  const bytes = read.subarray(0, shownBytes)
  if (bytes.includes(0)) return undefined
  const cut = read.length > shownBytes
  // In the middle of a character, what there is of it is left out.
  const text = new TextDecoder().decode(bytes, { stream: cut })
  return { text, cutAfterBytes: cut ? shownBytes : undefined }
}

/** At least as much as is shown, and a little more where there is more. */
async function beginningOf(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length > shownBytes) break // ends the request, too
    }
  } catch (error) {
    throw new ApiUnavailable('the content broke off', { cause: error })
  }
  return Buffer.concat(chunks)
}
