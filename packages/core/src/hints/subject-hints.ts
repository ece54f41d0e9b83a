import type { Hint } from './suspect.js'

/** A client acts for itself where a user is needed, or the other way round. */
export const otherSubjectType: Hint = ({ fault }) =>
  fault.facts.expected === 'user'
    ? 'the client got the token for itself (client credentials): let a user sign in, and send the token that the client gets for that user; where the token is that of a user, the subjectType of the dialect tells it otherwise'
    : 'the token speaks for a user: let the client get one for itself (client credentials); a plain JWT that does not name its client counts as that of a user, unless the subjectType of a dialect tells'
