import type { Chapter } from '../row.js'

export const openidConformanceSuite: Chapter = {
  title: 'OpenID conformance suite: what it tries at a resource server',
  about: 'The level is how the suite reports it. The rows repeat what the chapters above ask.',
  rows: [
    {
      id: 'OIDF-01',
      level: 'fail',
      section: 'FAPI2SPFinalDpopNegativeTests',
      requirement: 'Proofs that are wrong in any member are rejected (9449-4.3).',
    },
    {
      id: 'OIDF-02',
      level: 'fail',
      section: 'same module',
      requirement:
        'Two proofs, none, or a bound token as `Bearer` are rejected (9449-4.1-a, 9449-7.1-a, 9449-7.2-a).',
    },
    {
      id: 'OIDF-03',
      level: 'fail',
      section: 'same module',
      requirement: 'Query, fragment and further members do no harm (9449-4.3-9b, 9449-4.2-a).',
    },
    {
      id: 'OIDF-04',
      level: 'warning',
      section: 'same module',
      requirement:
        'Other spellings of a URL succeed, a second use of a proof fails (9449-4.3-9c, 9449-11.1-a).',
    },
    {
      id: 'OIDF-05',
      level: 'fail',
      section: '…AccessTokenTypeHeaderCaseSensitivity',
      requirement: 'The scheme works in inverted case (6750-2.1-b, 9449-7.1-a).',
    },
    {
      id: 'OIDF-06',
      level: 'fail',
      section: '…CheckDpopProofNbfExp, …Iat10SecondsBefore/After',
      requirement:
        'Proofs with `nbf` and `exp`, and with `iat` some seconds off, are handled as specified (9449-4.3-11).',
    },
    {
      id: 'OIDF-07',
      level: 'fail',
      section: '…EnsureHolderOfKeyRequired',
      requirement: 'Without the right certificate or proof a request is refused (8705-3-a, FAPI2-5.3.4-5).',
    },
    {
      id: 'OIDF-08',
      level: 'fail',
      section: 'happy flow',
      requirement:
        'Tokens in the query are refused, answers have a `Date`, and the interaction id comes back.',
      decision: {
        notOffered:
          'That tokens in the query are refused is held by FAPI2-5.3.4-2. The server writes `Date`, and the interaction id is a field of the application.',
      },
    },
    {
      id: 'OIDF-09',
      level: 'fail',
      section: 'nonce handling',
      requirement: 'A nonce is well-formed, demanded where it must be, and renewed (9449-8-a, 9449-8.2-a).',
    },
    {
      id: 'OIDF-10',
      level: 'fail',
      section: 'TLS modules',
      requirement: 'TLS is 1.2 or later, with good cipher suites.',
      decision: {
        notOffered: 'TLS ends before the application: the server or the proxy in front of it sees to that.',
      },
    },
    {
      id: 'OIDF-11',
      level: 'fail',
      section: 'openid-ssf-receiver-test-plan, …-receiver-caep-test-plan (alpha)',
      requirement: 'Streams of events are set up, changed, verified and received.',
      decision: { planned: 'a security event receiver' },
    },
    {
      id: 'OIDF-12',
      level: 'fail',
      section: 'oidcc-client-back-channel-logout-rp-*',
      requirement: 'Bad logout tokens are refused.',
    },
    {
      id: 'OIDF-13',
      level: 'fail',
      section: 'UserInfo modules; oid4vci issuer plan',
      requirement:
        'A userinfo endpoint works in all its ways, and a credential endpoint refuses tokens in the query.',
      decision: {
        notOffered:
          'Qalqon is neither of them. What it does for a userinfo endpoint is in OIDC-5.3.1-a and OIDC-5.3.3-a; tokens in the query are in 6750-2.3-a.',
      },
    },
  ],
}
