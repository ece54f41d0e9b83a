import type { Chapter } from '../row.js'

export const securityEventTokens: Chapter = {
  title: 'RFC 8417, RFC 8935, RFC 8936, RFC 9493: security event tokens',
  rows: [
    {
      id: '8417-2.2-a',
      level: 'MUST',
      section: '2.2',
      requirement: '`iss`, `iat`, `jti` and at least one event are there.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8417-4-a',
      level: 'MUST*',
      section: '4.1–4.7 (8725 §3.12)',
      requirement: 'A security event token is no access token, and the other way round.',
      decision: {
        planned: 'a security event receiver',
        partly: 'that an access token is no event for a receiver',
      },
    },
    {
      id: '8935-2.1-a',
      level: 'MUST',
      section: '2, 2.1',
      requirement: 'An event is pushed as one token under its media type.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8935-2-a',
      level: 'MUST',
      section: '2',
      requirement: 'Signature, issuer, audience and transmitter are checked.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8935-2.2-a',
      level: 'MUST',
      section: '2.2',
      requirement: 'It is answered with an empty 202 once it is safely kept.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8935-2.3-a',
      level: 'MUST',
      section: '2.3, 2.4',
      requirement: 'An error is a 400 that says in JSON what it is.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8935-2-b',
      level: 'MUST*',
      section: '2',
      requirement: 'A repeated event gets the same answer, and acts once.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '8936-2.4-a',
      level: 'MUST*',
      section: '2.2–2.5',
      requirement: 'A poll acknowledges what is safely kept, and reports what is bad.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '9493-3-a',
      level: 'MUST',
      section: '3, 3.2.x',
      requirement:
        'A subject identifier has the members of its format, and an unknown format matches nobody.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: '9493-3.2.2-a',
      level: 'SHOULD',
      section: '3.2.2.1',
      requirement: 'E-mail addresses are compared in the way of the receiver.',
      decision: { planned: 'a security event receiver' },
    },
  ],
}
