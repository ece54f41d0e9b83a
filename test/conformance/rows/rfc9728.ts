import type { Chapter } from '../row.js'

export const rfc9728: Chapter = {
  title: 'RFC 9728: resource metadata',
  rows: [
    {
      id: '9728-3.1-a',
      level: 'MUST',
      section: '3, 3.1',
      requirement: 'The well-known segment stands between host and path of the identifier.',
    },
    {
      id: '9728-3.1-b',
      level: 'MUST',
      section: '3.1',
      requirement: 'A lone slash behind the host is dropped, and the query kept.',
    },
    {
      id: '9728-2-a',
      level: 'MUST',
      section: '1.2, 2 (8707 §2)',
      requirement: 'The identifier is an absolute `https:` URL without a fragment.',
    },
    {
      id: '9728-3.3-a',
      level: 'MUST*',
      section: '3.3, 6',
      requirement: '`resource` is sent exactly as it was configured.',
    },
    {
      id: '9728-3.3-b',
      level: 'MUST*',
      section: '3.3',
      requirement: 'Metadata that a challenge leads to names the resource that was asked for.',
    },
    {
      id: '9728-3.2-a',
      level: 'MUST',
      section: '3.2',
      requirement: 'The document is JSON, and everybody may get it.',
    },
    {
      id: '9728-3.2-b',
      level: 'MUST',
      section: '3.2',
      requirement: 'Members without a value are left out.',
    },
    {
      id: '9728-2-b',
      level: 'MUST*',
      section: '2',
      requirement: 'What it advertises is what is enforced.',
    },
    {
      id: '9728-2.2-a',
      level: 'MUST',
      section: '2.2',
      requirement: '`signed_metadata` is a signed JWT with an `iss`, and says what the document says.',
    },
    {
      id: '9728-5.1-a',
      level: 'MAY (MCP: MUST one of)',
      section: '5, 5.1',
      requirement: 'Challenges name the URL of the document.',
    },
    {
      id: '9728-5.1-b',
      level: 'MUST*',
      section: '5.1 (9110 §7.2)',
      requirement: 'That URL comes from the configuration, never from the request.',
    },
    {
      id: '9728-7.4-a',
      level: 'MUST*',
      section: '7.4',
      requirement: 'Several resources on one host have their own documents and their own audiences.',
    },
    {
      id: '9728-7.10-a',
      level: 'SHOULD*',
      section: '7.10',
      requirement: 'The document may be cached for a stated time, and lists only issuers that are accepted.',
    },
  ],
}
