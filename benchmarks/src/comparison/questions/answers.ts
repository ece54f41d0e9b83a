import { createDpopProver, parseChallenges } from '@qalqon/testing'
import type { Peer } from '../peer.js'
import { scopes } from '../peer.js'
import { audience, isAccepted, withTrial, type Reply, type Trial } from '../trial.js'
import type { Question, Questions } from './question.js'

const writesAnswers = ({ kind }: Peer) => kind === 'middleware'
const knowsScopes = (peer: Peer) => peer.scopes === true

/** What a refused client is told, and what the guards of a library let through. */
export const answerQuestions: Questions = {
  noToken: answered('no token', writesAnswers, (trial) => trial.get('/')),
  expired: answered('an expired token', writesAnswers, (trial) => trial.send(trial.issuer.expired())),
  scope: answered('a scope is missing', knowsScopes, (trial) => trial.send(trial.issuer.token(), '/read')),
  bothScopes: answered('two scopes are asked for, the token has the first', knowsScopes, (trial) =>
    trial.send(trial.issuer.token({ scope: scopes[0] }), '/both'),
  ),
  replay: {
    heading: 'a DPoP proof comes again',
    concerns: (peer) => peer.dpop === true,
    ask: (name, { knowsItsUrl = false }) =>
      withTrial(name, { dpop: true }, async (trial) => {
        const prover = createDpopProver({ clock: trial.issuer.clock })
        const token = trial.issuer.token({ boundTo: prover })
        const url = knowsItsUrl ? `${audience}/` : trial.url('/')
        const headers = { ...prover.headers({ method: 'GET', url, token }) }
        if (!isAccepted(await trial.get('/', headers))) throw new Error(`${name} has refused a good proof`)
        return isAccepted(await trial.get('/', headers)) ? 'accepted' : 'refused'
      }),
  },
}

function answered(
  heading: string,
  concerns: (peer: Peer) => boolean,
  send: (trial: Trial) => Promise<Reply>,
): Question {
  return {
    heading,
    concerns,
    ask: (name, peer) => withTrial(name, {}, async (trial) => describe(peer, await send(trial))),
  }
}

/** The status, and of the challenge what a client goes by. */
function describe({ kind }: Peer, { status, challenge, thrown }: Reply): string {
  if (status === 200) return '200'
  if (kind === 'function') return `throws \`${thrown ?? '?'}\``
  if (challenge === undefined) return `${status}, no challenge`
  const [first] = parseChallenges(challenge)
  if (!first) return `${status}, a challenge that breaks RFC 9110`
  const error = first.parameters.get('error')
  const scope = first.parameters.get('scope')
  const told = [error, scope === undefined ? undefined : `scope="${scope}"`].filter(
    (part) => part !== undefined,
  )
  return `${status} \`${[first.scheme, ...told].join(' ')}\``
}
