import { issuer, type BrokenSetup } from './broken-setup.js'

/** Setups in which a token speaks for a user or a client, and the route wants the other. */
export const subjectSetups: readonly BrokenSetup[] = [
  {
    name: 'a client that acts for itself comes to a route for users',
    token: () => issuer.clientCredentials(),
    requirement: { subjectType: 'user' },
    code: 'subject_type_mismatch',
    cause: /got the token for itself \(client credentials\)/,
    mend: /let a user sign in/,
  },
  {
    name: 'a user comes to a route for clients',
    token: () => issuer.token(),
    requirement: { subjectType: 'client' },
    code: 'subject_type_mismatch',
    cause: /speaks for a user/,
    mend: /get one for itself \(client credentials\)/,
  },
]
