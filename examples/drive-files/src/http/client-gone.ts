/** The client hung up before its request was read; there is nobody left to answer. */
export class ClientGoneError extends Error {
  override name = 'ClientGoneError'
}
