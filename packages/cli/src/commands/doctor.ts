import { readArguments } from '../arguments.js'
import { examineIssuer, type Examined } from '../doctor/examine-issuer.js'
import type { Finding } from '../doctor/finding.js'
import { keyFindings } from '../doctor/key-findings.js'
import { cacheFinding, clockFinding, wayFindings } from '../doctor/way-findings.js'
import { namingFlags } from '../flag-faults.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import { Report, writeJson } from '../output/report.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage.js'

const options = {
  audience: { type: 'string', multiple: true },
  'jwks-uri': { type: 'string' },
  json: { type: 'boolean' },
  // Only to say where it belongs.
  issuer: { type: 'string' },
} as const

const flags = {
  'issuer.issuer': 'the issuer',
  'issuer.jwksUri': '--jwks-uri',
  audience: '--audience',
  realm: '--audience',
}

/** Any will do: no token is looked at. */
const someAudience = ['urn:qalqon:doctor']

/** `qalqon doctor`: looks at an issuer as an API would. */
export async function doctor(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, options)
  if (values.issuer !== undefined)
    throw new UsageError('the issuer is the argument: qalqon doctor https://auth.example.com')
  const [issuer, another] = positionals
  if (issuer === undefined || another !== undefined)
    throw new UsageError('doctor needs one issuer: qalqon doctor https://auth.example.com')
  const { audience = someAudience, 'jwks-uri': jwksUri } = values
  const examined = await namingFlags(flags, () => examineIssuer({ issuer, audience, jwksUri }))
  const findings = findingsOf(examined)
  const ended = outcome(examined, findings)
  const verdict = { 0: 'good', 1: 'bad', 3: 'unreachable' }[ended]
  if (values.json)
    writeJson(terminal, { issuer, verdict, ...(examined.fault && { code: examined.fault.code }), findings })
  else print(issuer, ended, findings, new Report(terminal))
  return ended
}

const findingsOf = (examined: Examined): readonly Finding[] => [
  ...wayFindings(examined),
  ...keyFindings(examined),
  cacheFinding(examined),
  clockFinding(examined),
]

function outcome({ fault }: Examined, findings: readonly Finding[]): 0 | 1 | 3 {
  if (fault?.code === 'metadata_unavailable' || fault?.code === 'key_set_unavailable')
    return exitCode.undecided
  return findings.some(({ ok }) => ok === false) ? exitCode.bad : exitCode.good
}

function print(issuer: string, ended: 0 | 1 | 3, findings: readonly Finding[], report: Report): void {
  const verdict = {
    0: 'The issuer is well.',
    1: 'Something is wrong with the issuer.',
    3: 'The issuer cannot be reached, or not as a whole.',
  }[ended]
  report.heading(`${issuer}: ${verdict}`)
  report.lines(findings)
}
