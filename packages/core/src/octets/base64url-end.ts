/** The last characters that leave no bits over, after a group of two (4 bits over) and of three (2 bits over). */
const lastOfTwo = 'AQgw'
const lastOfThree = 'AEIMQUYcgkosw048'

/** Whether a text in base64url ends with an octet: it has a possible length, and no stray bits behind the last octet. */
export function leavesNoBitsOver(text: string): boolean {
  switch (text.length & 3) {
    case 0:
      return true
    case 2:
      return lastOfTwo.includes(text.charAt(text.length - 1))
    case 3:
      return lastOfThree.includes(text.charAt(text.length - 1))
    default:
      return false
  }
}
