import { scrypt, timingSafeEqual } from 'node:crypto'

/** A person who can sign in. */
export interface Account {
  /** The `sub` of this person in every token: stable, and never given to somebody else. */
  readonly id: string
  readonly name: string
  /** How the pages call this person. */
  readonly givenName: string
  readonly email: string
  readonly emailVerified: boolean
  readonly password: PasswordHash
}

/** A password as it is kept: what scrypt made of it (RFC 7914, N=16384, r=8, p=1), base64url. */
interface PasswordHash {
  readonly salt: string
  readonly hash: string
}

/** What the login page shows: these accounts are samples, and their password is no secret. */
export const samplePassword = 'password'

export const accounts: readonly Account[] = [
  {
    id: 'alice',
    name: 'Alice Karimova',
    givenName: 'Alice',
    email: 'alice@example.com',
    emailVerified: true,
    password: { salt: 'XC2q290iDRcxFK3KkYESvg', hash: 'Sf2z9_PHguvLWz7f10W6LEpi_483jU_rSHtHr5hyySI' },
  },
  {
    id: 'bob',
    name: 'Bob Yusupov',
    givenName: 'Bob',
    email: 'bob@example.com',
    emailVerified: true,
    password: { salt: 'Xg00-2cpJg96GrQzCX0OWg', hash: 'P8_S7zR49gGgApB9B6KeQ2hcKoAc_svST6nNk-TmCrw' },
  },
]

/** The hash of nothing that anybody knows. */
const decoy: PasswordHash = {
  salt: 'veuboir4-nPln-fE08SK4Q',
  hash: 'h7eqAHXZf4vAY2PVVnf90-ACX9o9MphU16erpMifWa4',
}

export function findAccountById(id: string): Account | undefined {
  return accounts.find((account) => account.id === id)
}

/**
 * Checks an e-mail address and a password.
 *
 * An unknown address costs the same work as a wrong password, so that the time of the answer does not tell
 * which addresses have an account. It does not count attempts: a real login needs a limit as well.
 */
export async function authenticate(email: string, password: string): Promise<Account | undefined> {
  const account = accounts.find((candidate) => candidate.email === email.trim().toLowerCase())
  const matches = await passwordMatches(password, account?.password ?? decoy)
  return matches ? account : undefined
}

function passwordMatches(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url')
  return new Promise((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'base64url'), expected.length, (error, actual) => {
      if (error) reject(error)
      else resolve(timingSafeEqual(actual, expected))
    })
  })
}
