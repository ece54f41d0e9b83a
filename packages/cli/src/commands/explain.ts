import {
  resourceServer,
  type Explanation,
  type TokenCheck,
  type TokenProfileName,
  type TokenSummary,
} from '@qalqon/core'
import { readArguments } from '../arguments.js'
import { namingFlags } from '../flag-faults.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import { Report, writeJson } from '../output/report.js'
import { requirementFlags, requirementOf, requirementOptions } from '../requirement-flags.js'
import { readToken } from '../read-token.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage.js'

const options = {
  issuer: { type: 'string' },
  audience: { type: 'string', multiple: true },
  ...requirementOptions,
  'token-profile': { type: 'string' },
  'jwks-uri': { type: 'string' },
  json: { type: 'boolean' },
  // Only to say what is wrong with it.
  token: { type: 'string' },
} as const

const flags = {
  'issuer.issuer': '--issuer',
  'issuer.tokenProfile': '--token-profile',
  'issuer.jwksUri': '--jwks-uri',
  audience: '--audience',
  realm: '--audience',
  ...requirementFlags,
}

const exposed =
  'a token as an argument stands in the history of the shell and in the list of processes, which others can read: hand it in by standard input, as in qalqon explain … < token.txt, and let this one be revoked or expire'

/** `qalqon explain`: says of each check how the token comes out. */
export async function explain(args: string[], terminal: Terminal): Promise<ExitCode> {
  if (args.some((arg) => arg.startsWith('--token='))) throw new UsageError(exposed)
  const { values, positionals } = readArguments(args, options)
  if (positionals.length > 0 || values.token !== undefined) throw new UsageError(exposed)
  const { issuer, audience } = values
  if (issuer === undefined || audience === undefined)
    throw new UsageError('explain needs --issuer and --audience')
  const jwksUri = values['jwks-uri']
  const profile = values['token-profile']
  const requirement = requirementOf(values)
  const explanation = await namingFlags(flags, async () => {
    const server = resourceServer({
      issuer: {
        issuer,
        ...(jwksUri !== undefined && { jwksUri }),
        ...(profile !== undefined && { tokenProfile: profile as TokenProfileName }),
      },
      audience,
    })
    const token = await readToken(terminal)
    return asKnownHere(await server.explain(token, requirement))
  })
  if (values.json) writeJson(terminal, explanation)
  else print(explanation, new Report(terminal))
  return { accepted: exitCode.good, refused: exitCode.bad, undecided: exitCode.undecided }[
    explanation.verdict
  ]
}

/** What hints may advise, and this command does not have. */
const notKnownHere: readonly (readonly [words: RegExp, note: string])[] = [
  [/introspection/, 'introspection is not offered here: call explain() in the program of the API'],
  [
    /\b(dpop|mtls): /,
    'if that is set, the token is good for whoever holds the key: this command knows no such options of the API',
  ],
]

/** The same, without what this command cannot know or do. */
const asKnownHere = (explanation: Explanation): Explanation => ({
  ...explanation,
  checks: explanation.checks.map(checkKnownHere),
})

function checkKnownHere(check: TokenCheck): TokenCheck {
  const { name, ok, hint } = check
  if (name === 'revocation' && ok === true) {
    return {
      ...check,
      ok: 'skipped',
      detail: 'this command knows no revocations: they are in the memory or the store of the API',
    }
  }
  const [, note] = notKnownHere.find(([words]) => hint !== undefined && words.test(hint)) ?? []
  return note === undefined ? check : { ...check, hint: `${hint} (${note})` }
}

function print({ verdict, code, checks, token }: Explanation, report: Report): void {
  report.heading(
    {
      accepted: 'The token is accepted.',
      refused: `The token is refused: ${code ?? ''}`,
      undecided: `The token cannot be checked at the moment: ${code ?? ''}`,
    }[verdict],
  )
  report.lines(checks)
  if (token) report.text(summary(token))
}

function summary({ verified, issuedAt, notBefore, expiresAt, ...texts }: TokenSummary): string {
  const times = { issued: issuedAt, 'not before': notBefore, expires: expiresAt }
  const rows = [
    ...Object.entries(texts).map(([name, text]) => [name, text]),
    ...Object.entries(times).flatMap(([name, time]) => (time === undefined ? [] : [[name, timeOf(time)]])),
  ]
  const heading = verified
    ? 'The token, made by its issuer:'
    : 'The token says of itself (nobody has proved it, so it may be anything):'
  return [heading, ...rows.map(([name = '', text = '']) => `  ${name.padEnd(10)}  ${text}`)].join('\n')
}

/** A time in seconds can lie beyond what a `Date` holds. */
function timeOf(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}
