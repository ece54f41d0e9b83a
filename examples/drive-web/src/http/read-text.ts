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
 */
export async function readText(response: Response): Promise<ReadText | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  if (body !== null) {
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length > shownBytes) break // ends the request, too
    }
  }
  const bytes = Buffer.concat(chunks).subarray(0, shownBytes)
  if (bytes.includes(0)) return undefined
  const cut = length > shownBytes
  // In the middle of a character, what there is of it is left out.
  const text = new TextDecoder().decode(bytes, { stream: cut })
  return { text, cutAfterBytes: cut ? shownBytes : undefined }
}
