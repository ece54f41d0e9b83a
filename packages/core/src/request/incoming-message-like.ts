/** What is read of the request of Node's HTTP/1 and HTTP/2 servers. */
export interface IncomingMessageLike {
  /** The connection; that of TLS tells the certificate of its peer. */
  readonly socket?: ConnectionLike | undefined
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Names and values in turn, as they came. Unlike `headers`, it keeps the second of two `Authorization` lines. */
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** What is read of a connection of Node. */
interface ConnectionLike {
  readonly remoteAddress?: string | undefined
  getPeerCertificate?(): { readonly raw?: Uint8Array } | null
}
