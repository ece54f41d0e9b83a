import type { Request, RequestHandler, Response } from 'express'
import { languageOf } from 'sample-ui'
import type { SignedIn, SignIn } from 'sign-in'
import { SignInNeeded } from 'sign-in'
import { AccountApi } from './apps/account-api.js'
import { DriveApi } from './api/drive-api.js'
import { Fields } from './http/form.js'
import { takeNotice } from './notice.js'
import type { DriveWebOptions } from './options.js'
import { personOf } from './person.js'
import type { View } from './view.js'

/** What the routes stand on. */
export interface Site {
  readonly options: DriveWebOptions
  readonly signIn: SignIn
}

/** A request of somebody who is signed in. */
export interface Visit {
  readonly req: Request
  readonly res: Response
  readonly signedIn: SignedIn
  readonly view: View
  readonly api: DriveApi
  readonly account: AccountApi
  /** The parameters of the address. */
  readonly query: Fields
  /** What was posted. */
  readonly form: Fields
}

/** Answers somebody who is signed in. Whoever is not is sent to sign in by the error handler. */
export function forPeople(site: Site, handler: (visit: Visit) => Promise<void> | void): RequestHandler {
  return async (req, res) => {
    const visitor = await site.signIn.visitor(req)
    if (visitor.status !== 'signed_in') throw new SignInNeeded('nobody is signed in')
    const { signedIn } = visitor
    await handler({
      req,
      res,
      signedIn,
      view: viewOf(site, req, res, signedIn),
      api: driveApi(site, signedIn),
      account: accountApi(site, signedIn),
      query: Fields.ofAddress(req),
      form: Fields.posted(req),
    })
  }
}

/** What a page is made with. A notice is taken by the page that is asked for next, and not by what that page loads. */
export function viewOf({ options }: Site, req: Request, res: Response, signedIn: SignedIn | undefined): View {
  const isPage = req.method === 'GET' && req.accepts(['html', 'json']) === 'html'
  return {
    language: languageOf(req.headers),
    // What is posted has no address to which the language switch could come back.
    path: req.method === 'GET' ? req.originalUrl : startOf(req),
    person: signedIn && personOf(req, signedIn),
    parts: options.parts ?? [],
    observer: options.observer,
    notice: isPage ? takeNotice(req, res) : undefined,
  }
}

/** The page on which a form began. One with a file says it in its address: its body is for the API alone. */
function startOf(req: Request): string {
  const posted = Fields.posted(req)
  return (posted.text('back') === undefined ? Fields.ofAddress(req) : posted).back
}

const uploadMs = 30 * 60_000

function driveApi({ options }: Site, signedIn: SignedIn): DriveApi {
  return new DriveApi(async (path, { body, ...request }) => {
    const streamed = body instanceof ReadableStream
    const { response } = await signedIn.fetch(options.origin + path, {
      ...request,
      ...(body !== undefined && { body }),
      // The answer to an upload begins when its last byte is there.
      ...(streamed && { timeoutMs: uploadMs }),
    })
    return response
  })
}

function accountApi({ options: { issuer } }: Site, signedIn: SignedIn): AccountApi {
  const resource = `${issuer}/account`
  return new AccountApi(async (path, method) => {
    const { response } = await signedIn.fetch(resource + path, { method }, resource)
    return response
  })
}
