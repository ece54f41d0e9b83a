/** A request as the issuer's endpoints see it, whichever way it came. */
export interface IssuerRequest {
  readonly method: string
  readonly url: URL
  /** The `Authorization` field. */
  readonly authorization?: string | undefined
  /** The `Content-Type` field. */
  readonly contentType?: string | undefined
  /** Only of POST requests, which are the ones that have one. */
  readonly body?: string | undefined
}

/** The fields of a request's form, each of which may stand there once; nothing when it is no form of that kind. */
export function formFields({
  contentType,
  body = '',
}: IssuerRequest): ReadonlyMap<string, string> | undefined {
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    return undefined
  const entries = [...new URLSearchParams(body)]
  const fields = new Map(entries)
  return fields.size === entries.length ? fields : undefined
}
