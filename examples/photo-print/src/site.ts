import type { Request, Response } from 'express'
import { appPage, html, icon, languageOf, texts, type Content, type IconName, type Language } from 'sample-ui'
import type { SignIn, SignedIn, Visitor } from 'sign-in'
import type { Application } from './application.js'
import type { Environment } from './environment.js'
import type { Log } from './log.js'
import { notice } from './pages/notices.js'
import type { Work } from './paper/work.js'

/** What all routes stand on. */
export interface Site {
  readonly environment: Environment
  readonly signIn: SignIn
  /** Where PDFs are made. */
  readonly work: Work
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** What a page says. */
export interface Page {
  readonly title: string
  readonly content: Content
  readonly status?: number
  readonly scripts?: readonly string[]
}

/** For whom a page is. */
export interface Reader {
  readonly language: Language
  readonly application: Application
  /** The name of the authorization server's address, for words. */
  readonly issuer: string
  readonly person: SignedIn | undefined
}

const words = texts(
  {
    home: 'Home',
    images: 'Photos',
    texts: 'Documents',
    write: 'Try to write',
    tokens: 'My tokens',
    signOut: 'Sign out',
    signOutHere: 'Sign out here',
    signOutEverywhere: 'Sign out everywhere',
    forget: 'Forget my session here',
    disconnect: 'Disconnect the Drive',
  },
  {
    home: 'Bosh sahifa',
    images: 'Rasmlar',
    texts: 'Hujjatlar',
    write: 'Yozib koʻrish',
    tokens: 'Tokenlarim',
    signOut: 'Chiqish',
    signOutHere: 'Shu yerdan chiqish',
    signOutEverywhere: 'Hamma joydan chiqish',
    forget: 'Bu yerdagi seansimni unutish',
    disconnect: 'Driveʼni uzish',
  },
)

/** The person as the ID token names them. */
export function nameOf({ claims }: SignedIn): string {
  return typeof claims.name === 'string' ? claims.name : claims.sub
}

/** Sends a page in the frame of the application, with what there is to say first. */
export async function sendPage(
  site: Site,
  req: Request,
  res: Response,
  page: (reader: Reader) => Page | Promise<Page>,
  visitor?: Visitor,
): Promise<void> {
  const { application, issuer, parts, observer } = site.environment
  const who = visitor ?? (await site.signIn.visitor(req))
  const person = who.status === 'signed_in' ? who.signedIn : undefined
  const language = languageOf(req.headers)
  const { title, content, status = 200, scripts = [] } = await page({ language, application, issuer, person })
  // Where the store of the sessions has failed there is none.
  const session = req.session as Request['session'] | undefined
  const said = session?.notice ?? (who.status === 'signed_out_elsewhere' ? 'signed_out_elsewhere' : undefined)
  delete session?.notice
  if (who.status === 'signed_out_elsewhere') site.signIn.acknowledge(req)
  const path = req.method === 'GET' ? req.originalUrl : '/'
  res.status(status).set('Cache-Control', 'no-store').type('html')
  res.send(
    appPage(
      {
        language,
        part: application.part,
        partName: application.name,
        icon: application.icon,
        title,
        path,
        parts,
        observer: observer?.stepsUrl,
        scripts: scripts.map((name) => `/static/${name}`),
        styles: ['/static/style.css'],
        ...(person && {
          navigation: navigation(application, language, req.path),
          account: account(person, language),
        }),
      },
      html`${said !== undefined && notice(said, language)} ${content}`,
    ),
  )
}

function navigation({ home, takes }: Application, language: Language, path: string) {
  const say = words(language)
  const link = (href: string, text: string, name: IconName) => ({
    href,
    text,
    icon: name,
    current: path === href,
  })
  return [
    link('/', say.home, 'house'),
    link(home, say[takes], takes === 'images' ? 'images' : 'file-text'),
    link('/write', say.write, 'pencil'),
    link('/tokens', say.tokens, 'key-round'),
  ]
}

function account(person: SignedIn, language: Language): Content {
  const say = words(language)
  const button = (action: string, text: string, name: IconName) =>
    html`<form method="post" action="${action}">
      <button>${icon(name)}<span>${text}</span></button>
    </form>`
  return html`<details class="menu">
    <summary>
      <span class="initial" aria-hidden="true">${nameOf(person).charAt(0)}</span
      ><span class="who">${nameOf(person)}</span>${icon('chevron-down')}
    </summary>
    <div class="card">
      ${button('/sign-out', say.signOutHere, 'log-out')}
      ${button('/sign-out-everywhere', say.signOutEverywhere, 'globe')}
      ${button('/forget', say.forget, 'eraser')} ${button('/disconnect', say.disconnect, 'unplug')}
    </div>
  </details>`
}
