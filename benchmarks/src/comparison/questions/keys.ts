import { setTimeout } from 'node:timers/promises'
import { isAccepted, longLifeSeconds, outcomeOf, withTrial, type Trial } from '../trial.js'
import type { Questions } from './question.js'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How many unknown keys a client names in a row. */
const unknownKeys = 20

/** What happens when keys change, and when the issuer does not answer. */
export const keyQuestions: Questions = {
  outageAtStart: {
    heading: 'the key endpoint answers 500, no keys yet',
    ask: (name, peer) =>
      withTrial(name, {}, async (trial) => {
        trial.issuer.outage('error', { at: 'jwks' })
        return outcomeOf(peer, await trial.send(trial.issuer.token()))
      }),
  },
  outageLater: {
    heading: 'the same, keys two hours old',
    ask: (name, peer) =>
      withTrial(name, {}, async (trial) => {
        await trial.warmUp()
        const token = trial.issuer.token({ expiresInSeconds: longLifeSeconds })
        trial.issuer.outage('error')
        await trial.shiftClock(2 * hour)
        return outcomeOf(peer, await trial.send(token))
      }),
  },
  unknownKeys: {
    heading: `fetches for ${unknownKeys} unknown keys`,
    ask: (name) =>
      withTrial(name, {}, async (trial) => {
        await trial.warmUp()
        await trial.shiftClock(minute) // what holds back a second fetch is over
        trial.issuer.requests.reset()
        await sendUnknownKeys(trial)
        return String(trial.issuer.requests.jwks)
      }),
  },
  newKeyAfterThem: {
    heading: 'a new key counts at once, right after these',
    ask: (name) =>
      withTrial(name, {}, async (trial) => {
        await trial.warmUp()
        await trial.shiftClock(minute)
        await sendUnknownKeys(trial)
        trial.issuer.rotateKeys()
        return isAccepted(await trial.send(trial.issuer.token())) ? 'yes' : 'no'
      }),
  },
  newKey: {
    heading: 'a new key counts, right after a fetch',
    ask: (name) =>
      withTrial(name, {}, async (trial) => {
        await trial.warmUp()
        trial.issuer.rotateKeys()
        const token = trial.issuer.token({ expiresInSeconds: longLifeSeconds })
        const delays = [0, 5, 30, minute, 10 * minute, hour, day]
        const delay = await firstDelay(trial, delays, async () => isAccepted(await trial.send(token)))
        return delay === undefined ? 'never' : delay === 0 ? 'at once' : `within ${duration(delay)}`
      }),
  },
  withdrawnKey: {
    heading: 'a withdrawn key counts on for',
    ask: (name) =>
      withTrial(name, {}, async (trial) => {
        await trial.warmUp()
        const token = trial.issuer.token({ expiresInSeconds: longLifeSeconds })
        trial.issuer.rotateKeys()
        trial.issuer.withdrawKey('k1')
        const delays = [0, minute, 10 * minute, hour, day, 7 * day]
        const delay = await firstDelay(trial, delays, async () => !(await isAcceptedAgain(trial, token)))
        return delay === undefined ? 'over a week' : delay === 0 ? 'no time' : `up to ${duration(delay)}`
      }),
  },
}

/** Anybody can do that: it takes no key of the issuer. */
async function sendUnknownKeys(trial: Trial): Promise<void> {
  for (let count = 0; count < unknownKeys; count++)
    await trial.send(trial.issuer.signedByStranger({ header: { kid: `unknown-${count}` } }))
}

/** After which of some delays something is true for the first time. */
async function firstDelay(
  trial: Trial,
  delays: readonly number[],
  isTrue: () => Promise<boolean>,
): Promise<number | undefined> {
  for (const delay of delays) {
    // A second more, so that what counts down to the delay is over.
    if (delay > 0) await trial.shiftClock(delay + 1)
    if (await isTrue()) return delay
  }
  return undefined
}

/** Whether it still is when whatever the first request has set going is over. */
async function isAcceptedAgain(trial: Trial, token: string): Promise<boolean> {
  await trial.send(token)
  await setTimeout(100)
  return isAccepted(await trial.send(token))
}

function duration(seconds: number): string {
  if (seconds < minute) return `${seconds} s`
  if (seconds < hour) return `${seconds / minute} min`
  if (seconds < day) return `${seconds / hour} h`
  return seconds === day ? 'a day' : `${seconds / day} days`
}
