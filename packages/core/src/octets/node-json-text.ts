import { Buffer } from 'node:buffer'
import { jsonTextOf, type JsonText } from './json-text.js'

const bytesOfWord = 4
const largestText = 16 * 1024

/**
 * Where texts are decoded: one after the other, each over the last. With a buffer for each, this would take twice the
 * time. What is behind the text is set to 0, up to the end of its last word.
 */
const memory = Buffer.allocUnsafeSlow(largestText + bytesOfWord)
const words = new Int32Array(memory.buffer)

const lowestBits = 0x01010101
const lowSevenBits = 0x7f7f7f7f
const highestBits = ~lowSevenBits
const fourQuotes = 0x22222222

/** As many words as can be added up before an octet of the sum overflows. */
const wordsInSum = 255

/**
 * The text that some base64url stands for; nothing when that is not UTF-8, or when the decoder passes over anything. It
 * looks at four octets at a time, which takes a third of the time that one at a time does.
 *
 * @param length how many octets it stands for
 */
export function decodeJsonText(base64url: string, length: number): JsonText | undefined {
  if (length > largestText) {
    const octets = Buffer.from(base64url, 'base64url')
    return octets.length === length ? jsonTextOf(octets) : undefined
  }
  if (memory.write(base64url, 0, length, 'base64url') !== length) return undefined
  memory.fill(0, length, length + bytesOfWord)
  const end = (length + bytesOfWord - 1) >>> 2
  let quotes = 0
  let all = 0
  for (let start = 0; start < end; start += wordsInSum) {
    const stop = Math.min(end, start + wordsInSum)
    let sum = 0
    for (let at = start; at < stop; at++) {
      const word = words[at] ?? 0
      all |= word
      // 0 where a quote stands; the highest bit of every other octet is set by the addition, or was.
      const difference = word ^ fourQuotes
      const others = ((difference & lowSevenBits) + lowSevenBits) | difference
      sum += (~others >>> 7) & lowestBits
    }
    quotes += (sum & 0xff) + ((sum >>> 8) & 0xff) + ((sum >>> 16) & 0xff) + (sum >>> 24)
  }
  const isAscii = (all & highestBits) === 0
  return isAscii
    ? { text: memory.toString('latin1', 0, length), quotes }
    : jsonTextOf(memory.subarray(0, length))
}
