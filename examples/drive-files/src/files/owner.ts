/** A user: the issuer that vouches *and* the subject there. Either alone identifies nobody. */
export interface Owner {
  issuer: string
  subject: string
}
