import type { Chapter } from '../row.js'

export const rfc8414: Chapter = {
  title: 'RFC 8414, OpenID Connect Discovery 1.0: metadata and key sets',
  about: 'Rows JWKS are good practice.',
  rows: [
    {
      id: '8414-3.1-a',
      level: 'MUST',
      section: '3, 3.1',
      requirement: 'In the URL of OAuth metadata the well-known segment stands between host and path.',
    },
    {
      id: 'OIDCD-4-a',
      level: 'MUST',
      section: '4, 4.1',
      requirement: 'In the URL of OpenID metadata it stands behind the path.',
    },
    {
      id: '8414-3.3-a',
      level: 'MUST',
      section: '3.3, 4',
      requirement: 'Metadata names exactly the issuer that was asked; otherwise nothing of it is used.',
    },
    {
      id: '8414-2-a',
      level: 'MUST',
      section: '2, 6.2',
      requirement: 'Issuers and key sets have `https:` URLs, and their certificates are verified.',
    },
    {
      id: 'JWKS-a',
      level: 'policy',
      section: 'OIDC Core 10.1.1',
      requirement: 'Unknown `kid`s cause one fetch per cool-down, however many there are.',
    },
    {
      id: 'JWKS-b',
      level: 'policy',
      section: 'OIDC Core 10.1.1',
      requirement: 'Rotation needs no restart, withdrawn keys die, and `max-age` counts inside bounds.',
    },
    {
      id: 'JWKS-d',
      level: 'policy',
      section: '—',
      requirement: 'A fetch is bounded in time and size, and follows no redirect to elsewhere.',
    },
    {
      id: 'JWKS-e',
      level: 'policy',
      section: '—',
      requirement:
        'An outage of the issuer is not the fault of the client: the last good set serves on, then it is 503.',
    },
    {
      id: 'JWKS-f',
      level: 'MUST*',
      section: 'OIDC Discovery 3',
      requirement: 'Private and symmetric keys in a key set are never used.',
    },
  ],
}
