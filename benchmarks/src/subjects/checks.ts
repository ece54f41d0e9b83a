/** What a subject may look at beside the signature, and what a bad token of that kind has. */
export const checkNames = {
  expiry: '`exp` has passed',
  issuer: '`iss` is another issuer',
  audience: '`aud` is another API',
  type: '`typ` is `JWT`, as in ID tokens',
  duplicates: 'a claim stands there twice',
  binding: 'it is bound to a key (`cnf`), and comes as a plain bearer token',
  scope: 'it lacks the scope of the route',
} as const

export type CheckName = keyof typeof checkNames

/** `own`: the library checks it. `by hand`: a line beside it does, as its documents show. `no`: such a token is accepted. */
export type Check = 'own' | 'by hand' | 'no'

/** A test sends a bad token of each kind, and holds these statements to what happens. */
export type Checks = Readonly<Record<CheckName, Check>>

/** What an app without protection checks. */
export const noChecks = {
  expiry: 'no',
  issuer: 'no',
  audience: 'no',
  type: 'no',
  duplicates: 'no',
  binding: 'no',
  scope: 'no',
} as const satisfies Checks

/** What nearly every library checks. */
export const commonChecks = {
  ...noChecks,
  expiry: 'own',
  issuer: 'own',
  audience: 'own',
  scope: 'by hand',
} as const satisfies Checks

/** What Qalqon checks. */
export const allChecks = {
  ...commonChecks,
  type: 'own',
  duplicates: 'own',
  binding: 'own',
  scope: 'own',
} as const satisfies Checks
