/** A user: the issuer that vouches *and* the subject there. Either alone identifies nobody. */
export interface Owner {
  issuer: string
  subject: string
}

/** A user as the access token tells of them. */
export interface User extends Owner {
  /** Only one that the issuer has verified, folded: what others share with this address is for this user. */
  email?: string | undefined
  name?: string | undefined
}

/** What is told of the owner of a thing to those with whom it is shared. */
export interface Profile {
  email?: string
  name?: string
}

/** The form in which e-mail addresses are compared. */
export function foldEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}
