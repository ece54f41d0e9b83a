import type { Chapter } from '../row.js'

export const rfc9470: Chapter = {
  title: 'RFC 9470: step-up authentication',
  rows: [
    {
      id: '9470-3-a',
      level: 'MUST*',
      section: '3',
      requirement: 'Too weak a login is 401 `insufficient_user_authentication` with `acr_values`.',
    },
    {
      id: '9470-3-b',
      level: 'MUST*',
      section: '3',
      requirement: 'One too long ago is the same error with `max_age`.',
    },
    {
      id: '9470-3-c',
      level: 'MAY',
      section: '3',
      requirement: 'Both can share a challenge with `scope`, under either scheme.',
    },
    {
      id: '9470-6-a',
      level: 'MUST*',
      section: '6.1, 6.2',
      requirement: '`acr` and `auth_time` come from the token or the introspection answer; absent is unmet.',
    },
    {
      id: '9470-3-d',
      level: 'MUST*',
      section: '3',
      requirement: '`acr` is compared exactly, and no level implies another.',
    },
    {
      id: '9470-9-a',
      level: 'SHOULD*',
      section: '9',
      requirement: 'Only a token that is valid otherwise gets this challenge.',
    },
  ],
}
