import type { Chapter } from '../row.js'

export const rfc7662: Chapter = {
  title: 'RFC 7662: introspection',
  rows: [
    {
      id: '7662-2.1-a',
      level: 'MUST',
      section: '2.1',
      requirement: 'The question is an authenticated POST over TLS, and the token is in no URL.',
    },
    {
      id: '7662-2.2-a',
      level: 'MUST',
      section: '2.2 (6750 §3.1)',
      requirement: 'Nothing but `active: true` means active, and the client is not told why a token is not.',
    },
    {
      id: '7662-2.2-c',
      level: 'SHOULD*',
      section: '2.2, 4 (9700 §2.3)',
      requirement: 'What the answer says of lifetime, audience, issuer and scope is enforced.',
    },
    {
      id: '7662-2.3-a',
      level: 'MUST*',
      section: '2.3',
      requirement: 'A failure of the endpoint is not the fault of the client.',
    },
    {
      id: '7662-4-a',
      level: 'MUST NOT',
      section: '4',
      requirement: 'An answer is never used beyond the `exp` that it names.',
    },
    {
      id: '7662-4-b',
      level: 'policy',
      section: '4 (9700 §4.9.3)',
      requirement: 'The cache is bounded, and its keys are hashes of the whole token.',
    },
  ],
}
