import type { TestIssuer } from '@qalqon/testing'
import {
  resourceServer,
  type AccessRequirement,
  type RequestRefused,
  type ResourceServerOptions,
} from '../../src/index.js'
import { clock, issuer, own } from './setups/broken-setup.js'
import { audienceSetups } from './setups/audience-setups.js'
import { clockSetups } from './setups/clock-setups.js'
import { confirmationSetups } from './setups/confirmation-setups.js'
import { credentialSetups } from './setups/credential-setups.js'
import { detailSetups } from './setups/detail-setups.js'
import { issuerSetups } from './setups/issuer-setups.js'
import { keySetups } from './setups/key-setups.js'
import { scopeSetups } from './setups/scope-setups.js'
import { subjectSetups } from './setups/subject-setups.js'
import { tokenKindSetups } from './setups/token-kind-setups.js'

const setups = [
  ...issuerSetups,
  ...audienceSetups,
  ...credentialSetups,
  ...tokenKindSetups,
  ...keySetups,
  ...clockSetups,
  ...scopeSetups,
  ...detailSetups,
  ...subjectSetups,
  ...confirmationSetups,
]

test('a clock that is off is not mended by a new token', async () => {
  const token = own({ iat: clock() + 3 * 3600, exp: clock() + 4 * 3600 })
  const { event } = await refusal(issuer, undefined, token)
  expect(event.hint).not.toMatch(/new token/)
})

test('there are at least twenty of them', () => expect(setups.length).toBeGreaterThanOrEqual(20))

test.each(setups)('$name', async ({ from = issuer, options, token, requirement, code, cause, mend }) => {
  const { event, response, text } = await refusal(from, options, token(), requirement)
  expect({ code: event.code, hint: event.hint }).toEqual({ code, hint: expect.stringMatching(cause) })
  expect(event.hint).toMatch(mend)
  expect(event.fault.facts.hint).toBe(event.hint)
  // Hints are for the operator alone.
  const answer = JSON.stringify(response)
  expect(answer).not.toContain(event.hint)
  for (const piece of text.split('.')) if (piece.length >= 20) expect(event.hint).not.toContain(piece)
})

async function refusal(
  { options: own }: TestIssuer,
  options: Partial<ResourceServerOptions> | undefined,
  text: string,
  requirement?: AccessRequirement,
) {
  const events: RequestRefused[] = []
  const server = resourceServer({
    ...own,
    onEvent: (event) => {
      if (event.type === 'request_refused') events.push(event)
    },
    ...options,
  })
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${text}` } }
  const outcome = await server.authorize(request, requirement)
  if (outcome.ok) throw new Error('the request was accepted')
  return { event: events[0]!, response: outcome.response, text }
}
