const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What no character of the alphabet has: all bits, so that some are left over. */
const none = 0b111111

/** The six bits of each character, by its code. */
const bitsOf = new Uint8Array(128).fill(none)
for (const [bits, character] of Array.from(alphabet).entries()) bitsOf[character.charCodeAt(0)] = bits

/** Whether a text in base64url ends with an octet: it has a possible length, and no stray bits behind the last octet. */
export function leavesNoBitsOver(text: string): boolean {
  const { length } = text
  const charactersOver = length & 3
  if (charactersOver === 0) return true
  if (charactersOver === 1) return false
  const last = bitsOf[text.charCodeAt(length - 1)] ?? none
  return (last & (charactersOver === 2 ? 0b1111 : 0b11)) === 0
}
