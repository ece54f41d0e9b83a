import { clock, own, type BrokenSetup } from './broken-setup.js'

/** Setups in which times are wrong. */
export const clockSetups: readonly BrokenSetup[] = [
  {
    name: 'the clock of the API is a minute behind',
    token: () => own({ nbf: clock() + 60 }),
    code: 'token_not_yet_valid',
    cause: /clock of this machine is behind/,
    mend: /synchronise both \(NTP\)/,
  },
  {
    name: 'the issuer takes local time for UTC',
    token: () => own({ iat: clock() + 3 * 3600, exp: clock() + 4 * 3600 }),
    code: 'token_issued_in_future',
    cause: /differ by 3 h almost exactly/,
    mend: /local time for UTC/,
  },
  {
    name: 'the issuer writes milliseconds',
    token: () => own({ iat: clock() * 1000, exp: clock() * 1000 + 300_000 }),
    code: 'token_issued_in_future',
    cause: /iat is in milliseconds/,
    mend: /divide its times by 1000/,
  },
  {
    name: 'the client uses its token a little too long, or the clock is ahead',
    token: () => own({ iat: clock() - 400, exp: clock() - 100 }),
    code: 'token_expired',
    cause: /expired just now/,
    mend: /compare it with the Date field/,
  },
  {
    name: 'the client never refreshes its token',
    token: () => own({ iat: clock() - 200_000, exp: clock() - 100_000 }),
    code: 'token_expired',
    cause: /more than a day ago/,
    mend: /must get a new one/,
  },
  {
    name: 'the issuer writes its times as texts',
    token: () => own({ exp: String(clock() + 300) }),
    code: 'claim_malformed',
    cause: /exp is a text/,
    mend: /write it as a number/,
  },
]
