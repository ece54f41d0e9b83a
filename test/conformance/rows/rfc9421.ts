import type { Chapter } from '../row.js'

export const rfc9421: Chapter = {
  title: 'RFC 9421: HTTP message signatures',
  about: 'Rows FSIG come from the draft of FAPI 2.0 HTTP Signatures.',
  rows: [
    {
      id: '9421-3.2-a',
      level: 'MUST',
      section: '3.2',
      requirement: 'The label of a signature stands in both fields, once.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: '9421-3.2-b',
      level: 'MUST',
      section: '3.2, 3.3',
      requirement: 'Key and algorithm are known, allowed, and fit each other.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: '9421-3.2.1-a',
      level: 'MUST',
      section: '3.2, 3.2.1',
      requirement: 'A signature that covers less than is required fails.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: '9421-7.2.8-a',
      level: 'MUST*',
      section: '7.2.8 (9530)',
      requirement: 'A covered `content-digest` is computed again over the body that came.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: 'FSIG-req-a',
      level: 'MUST',
      section: 'FAPI HTTP-Sig (request)',
      requirement: 'The signature of a request has its tag, and covers method, URL, credentials and body.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: 'FSIG-req-b',
      level: 'MUST',
      section: 'FAPI HTTP-Sig (request)',
      requirement: 'It was made within the last minute or so.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: 'FSIG-resp-a',
      level: 'MUST',
      section: 'FAPI HTTP-Sig (response)',
      requirement: 'The signature of a response covers its status, its body and what it answers.',
      decision: { planned: 'HTTP message signatures' },
    },
    {
      id: 'FSIG-resp-b',
      level: 'MUST',
      section: 'FAPI HTTP-Sig (response)',
      requirement: 'Where the request was signed, its signature is linked.',
      decision: { planned: 'HTTP message signatures' },
    },
  ],
}
