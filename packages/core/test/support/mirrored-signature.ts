/** The order of the group of P-256. @see FIPS 186-4 §D.1.2.3 */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The same token with the other good signature that everybody can make of an ES256 signature: (r, n − s) for (r, s). */
export function withMirroredSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  const signature = Buffer.from(token.slice(start), 'base64url')
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`)
  const mirrored = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')
  return token.slice(0, start) + Buffer.concat([signature.subarray(0, 32), mirrored]).toString('base64url')
}
