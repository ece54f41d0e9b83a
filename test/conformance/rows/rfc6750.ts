import type { Chapter } from '../row.js'

export const rfc6750: Chapter = {
  title: 'RFC 6750: bearer tokens',
  about: 'Rows O2.1 come from the draft of OAuth 2.1.',
  rows: [
    {
      id: '6750-2-a',
      level: 'MUST*',
      section: '2, 3.1',
      requirement:
        'A request with two tokens, or with one token in two places, is malformed, even when they are equal.',
    },
    {
      id: '6750-2.1-a',
      level: 'MUST',
      section: '2.1',
      requirement: 'A token in the `Authorization` field is always taken.',
    },
    {
      id: '6750-2.1-b',
      level: 'MUST*',
      section: '2.1 (9110 §11.1)',
      requirement: 'The name of the scheme is compared without regard to case.',
    },
    {
      id: '6750-2.1-c',
      level: 'MUST*',
      section: '2.1',
      requirement: 'One or more spaces stand between scheme and token; anything else there is malformed.',
    },
    {
      id: '6750-2.1-d',
      level: 'MUST*',
      section: '2.1',
      requirement: 'The grammar of the token is checked before anything else is done with it.',
    },
    {
      id: '6750-2.1-e',
      level: 'MUST*',
      section: '2 (9110 §5.3)',
      requirement: 'Of two `Authorization` fields none is chosen: the request is malformed.',
    },
    {
      id: '6750-2.2-a',
      level: 'MAY',
      section: '2.2',
      requirement:
        'A token in a form body is taken only where that is switched on; otherwise the body stays unread.',
    },
    {
      id: '6750-2.2-b',
      level: 'MUST*',
      section: '2.2',
      requirement: 'Where it is switched on, a body counts only as `application/x-www-form-urlencoded`.',
    },
    {
      id: '6750-2.2-c',
      level: 'MUST*',
      section: '2.2',
      requirement: '`GET` and `HEAD` never have a token in their body.',
    },
    {
      id: '6750-2.2-d',
      level: 'MUST*',
      section: '2.2',
      requirement: 'A form is ASCII, its parameter is spelt exactly `access_token`, and only `&` separates.',
    },
    {
      id: '6750-2.3-a',
      level: 'MAY (O2.1 §5.1: MUST ignore)',
      section: '2.3',
      requirement:
        'A token in the query is taken only where that is switched on; otherwise it is no credential.',
    },
    {
      id: '6750-2.3-b',
      level: 'SHOULD',
      section: '2.3',
      requirement: 'A good answer to a token in the query is marked private, whatever the application says.',
    },
    {
      id: '6750-3-a',
      level: 'MUST',
      section: '3',
      requirement: 'Missing or unusable credentials are answered with `WWW-Authenticate`.',
    },
    {
      id: '6750-3-b',
      level: 'SHOULD',
      section: '3.1',
      requirement: 'Without a credential, or with one of another scheme, the challenge names no error.',
    },
    {
      id: '6750-3-c',
      level: 'MUST',
      section: '3',
      requirement: 'A `Bearer` challenge has at least one parameter.',
    },
    {
      id: '6750-3-d',
      level: 'MUST',
      section: '3',
      requirement: 'No parameter stands twice in a challenge.',
    },
    {
      id: '6750-3-e',
      level: 'SHOULD',
      section: '3',
      requirement: 'A token that fails is answered with an `error`.',
    },
    {
      id: '6750-3-f',
      level: 'MUST',
      section: '3',
      requirement: '`scope` stays inside its characters, with single spaces between the scopes.',
    },
    {
      id: '6750-3-g',
      level: 'MUST',
      section: '3 (9110 §5.5)',
      requirement:
        '`error` and `error_description` stay inside their characters, and `error_uri` is an absolute URI.',
    },
    {
      id: '6750-3-i',
      level: 'MUST*',
      section: '3 (6749 §3.3)',
      requirement: 'Scopes are compared with regard to case, and without regard to order.',
    },
    {
      id: '6750-3.1-a',
      level: 'SHOULD',
      section: '3.1',
      requirement: 'A token that is expired, revoked, malformed or otherwise invalid is 401 `invalid_token`.',
    },
    {
      id: '6750-3.1-b',
      level: 'SHOULD',
      section: '3.1',
      requirement: 'A valid token with too little scope is 403 `insufficient_scope`.',
    },
    {
      id: '6750-5.3-a',
      level: 'MUST (if cookies)',
      section: '5.2, 5.3',
      requirement:
        'A token in a cookie is no credential, unless that is asked for together with a protection against CSRF.',
      decision: {
        notOffered: 'Cookies are never a credential.',
        partly: 'an extractor for cookies that an API can switch on',
      },
    },
    {
      id: '6750-5.2-a',
      level: 'MUST*',
      section: '5.2, 5.3',
      requirement: 'A token is taken over TLS alone, or from a proxy that was declared trusted.',
      decision: {
        notOffered: 'TLS ends before the application: the server or the proxy in front of it sees to that.',
      },
    },
    {
      id: 'O2.1-5.2-a',
      level: 'MUST',
      section: 'O2.1 5.2',
      requirement:
        'Before a request is served, its token is checked for expiry, audience and scope, whatever its kind.',
    },
  ],
}
