import type { Chapter } from '../row.js'

export const sharedSignals: Chapter = {
  title: 'Shared Signals Framework 1.0, CAEP 1.0: receiving events',
  rows: [
    {
      id: 'SSF-4.1.1-a',
      level: 'MUST',
      section: '4.1.1, 4.1.3',
      requirement: 'An event has its `typ`, its subject in `sub_id`, and neither `sub` nor `exp`.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-4.1.6-a',
      level: 'MUST',
      section: '4.1.6',
      requirement: '`iss` is the one of the stream and of the metadata.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-4.1.8-a',
      level: 'MUST*',
      section: '4.1.8',
      requirement: '`aud` holds the value that was agreed on.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-7.2.4-a',
      level: 'MUST',
      section: '7.2.1, 7.2.4',
      requirement: 'Metadata names the transmitter that was asked, and keys come from there.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-3.6-a',
      level: 'MUST',
      section: '3.6',
      requirement: 'A subject with a critical member that is not understood discards the event.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-8.1.3-a',
      level: 'MUST*',
      section: '3.3.1, 8.1.3.1',
      requirement: 'The members of a subject must all match; those that are absent match anything.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-4.2.1-a',
      level: 'SHOULD',
      section: '4.2.1',
      requirement: 'A token carries one event.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-8.1.4-a',
      level: 'MUST',
      section: '8.1.4.1',
      requirement: 'A verification event brings back the `state` that was sent.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'SSF-8.1.5-a',
      level: 'SHOULD*',
      section: '8.1.5',
      requirement: 'A stream that pauses raises an alarm.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'CAEP-3.1-a',
      level: 'MUST*',
      section: '3.1',
      requirement: '`session-revoked` ends the tokens that were issued before, cached ones too.',
      decision: {
        planned: 'a security event receiver',
        partly: 'the event that says so; the API itself can revoke a session',
      },
    },
    {
      id: 'CAEP-3.2-a',
      level: 'MUST*',
      section: '3.2',
      requirement: '`token-claims-change` replaces claims of a token, or has it asked for again.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'CAEP-2-a',
      level: 'MUST*',
      section: '2',
      requirement: 'Common members are of their types, and unknown events are acknowledged and ignored.',
      decision: { planned: 'a security event receiver' },
    },
  ],
}
