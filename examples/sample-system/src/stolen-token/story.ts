import { decodeJwt } from 'jose'
import { signIn } from '../sign-in.js'
import type { DriveLog } from './drive-log.js'
import { makeProofKey } from './proof-key.js'

/** A request to the Drive, and how it ended. */
export interface Attempt {
  readonly what: string
  readonly status: number
  /** The challenges that tell an error; none when the request was served. */
  readonly challenges: readonly string[]
  /** Why the Drive refused, in its own log; nothing when it did not. */
  readonly code: string | undefined
}

export interface Stage {
  readonly issuer: string
  readonly drive: string
  readonly log: DriveLog
  readonly tell: (line: string) => void
}

/** A client that has a token bound to its key, and a thief who has the token and what else he overheard. */
export async function stolenToken({ issuer, drive, log, tell }: Stage): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = []
  const url = `${drive}/files`

  async function attempt(what: string, authorization: string, proof?: string): Promise<void> {
    const headers = { authorization, ...(proof !== undefined && { dpop: proof }) }
    const { status, headers: fields } = await fetch(url, { headers })
    const code = status === 200 ? undefined : await log.nextCode()
    attempts.push({ what, status, challenges: errorChallenges(fields), code })
    tell(`  ${attempts.length}. ${what}`)
    tell(`     → ${status}`)
    for (const challenge of errorChallenges(fields)) tell(`     challenge: ${challenge}`)
    if (code !== undefined) tell(`     the Drive logged: ${code}`)
  }

  const client = await makeProofKey()
  const account = { email: 'alice@example.com', password: 'password' }
  const scope = 'files.read'
  const token = await signIn({ issuer, resource: drive, scope, ...account, keyPair: client.keyPair })
  tell('The client makes a key, lets Alice sign in, and sends a proof of the key with its token request.')
  tell(`In the token that it gets stands whose it is: "cnf":${JSON.stringify(decodeJwt(token).cnf)}\n`)

  tell(`The client calls GET ${url}, each time with a new proof:`)
  const overheard = await client.prove('GET', url, token)
  await attempt('the token, with a proof', `DPoP ${token}`, overheard)
  await attempt('the token, with another proof', `DPoP ${token}`, await client.prove('GET', url, token))

  tell('\nA thief has got the token, out of a log perhaps, and not the key:')
  await attempt('the token alone, as a bearer token', `Bearer ${token}`)
  const thief = await makeProofKey()
  await attempt('with a proof by a key of his own', `DPoP ${token}`, await thief.prove('GET', url, token))
  await attempt('with the first proof of the client, which he overheard', `DPoP ${token}`, overheard)
  const elsewhere = await client.prove('GET', `${drive}/elsewhere`, token)
  await attempt('with a fresh proof of the client, for another URL', `DPoP ${token}`, elsewhere)
  return attempts
}

function errorChallenges(fields: Headers): string[] {
  const all = (fields.get('www-authenticate') ?? '').split(/, (?=(?:Bearer|DPoP) )/)
  return all.filter((challenge) => challenge.includes('error='))
}
