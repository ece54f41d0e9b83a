/** The command was misused. The message never repeats an argument, which may be a token. */
export class UsageError extends Error {}

export const usage = `Usage:
  qalqon explain --issuer URL --audience ID [options] < token.txt
  qalqon doctor ISSUER [options]
  qalqon --version

explain  says why an access token is refused, or that it is accepted. The token comes from
         standard input, and never as an argument.
  --issuer URL           the issuer, exactly as in the options of the API
  --audience ID          the identifier of the API; may be repeated
  --scope SCOPE          a scope that the token must grant; may be repeated
  --authorization-detail JSON
                         an authorization detail that the token must grant, as in
                         '{"type":"payment","actions":["initiate"]}'; may be repeated
  --acr-value VALUE      an authentication context (acr) that will do; may be repeated
  --max-age SECONDS      how long ago the user may have signed in (auth_time)
  --token-profile NAME   rfc9068 (the default) or plain-jwt
  --jwks-uri URL         the key set of an issuer without metadata
  --json                 the result as JSON

doctor   looks at an issuer as an API would: metadata, keys, cache, clock.
  --jwks-uri URL         the key set of an issuer without metadata
  --audience ID          says whether an API can have this audience; no token is looked at
  --json                 the result as JSON

Exit codes: 0 accepted, or the issuer is well · 1 refused, or something is wrong with the issuer
            2 misuse · 3 undecided: the issuer could not be asked
`
