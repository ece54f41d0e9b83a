import type { Chapter } from '../row.js'

export const openidConnect: Chapter = {
  title: 'OpenID Connect Core 1.0: ID tokens, userinfo',
  rows: [
    {
      id: 'OIDC-2-a',
      level: 'MUST',
      section: 'Core 2, 9068 §4–5',
      requirement: 'An ID token is refused by its type.',
    },
    {
      id: 'OIDC-2-b',
      level: 'MUST',
      section: 'Core 2, 3.1.3.7',
      requirement: 'It is refused by its audience too, also where the type says nothing.',
    },
    {
      id: 'OIDC-2-c',
      level: 'MUST*',
      section: 'Core 2, 3.3.2.11, 9068 §2.2',
      requirement: 'So is a token with claims that only ID tokens have.',
    },
    {
      id: 'OIDC-2-d',
      level: 'MUST*',
      section: '7662 §2.2',
      requirement: 'An ID token or refresh token that introspection calls active is no access token.',
    },
    {
      id: 'OIDC-5.3.1-a',
      level: 'MUST',
      section: 'Core 5.3, 5.3.1',
      requirement: 'A userinfo endpoint takes the token with GET and POST, and browsers may call it.',
    },
    {
      id: 'OIDC-5.3.2-a',
      level: 'MUST',
      section: 'Core 5.3.2',
      requirement: 'It always returns `sub`, as JSON or as a signed JWT.',
      decision: {
        notOffered:
          'Qalqon can guard a userinfo endpoint and is none: what that answers is up to its handler.',
      },
    },
    {
      id: 'OIDC-5.3.3-a',
      level: 'MUST',
      section: 'Core 5.3.3',
      requirement: 'Its errors are those of RFC 6750, and it needs the scope `openid`.',
    },
  ],
}
