import { Browser, formAction, type Visit } from 'sample-system/browser'
import type { RunningDrive } from './running-drive.js'

/** Somebody with a browser without JavaScript, who knows the sample's password. The browser keeps to one origin, so there are two. */
export class Person {
  readonly at: { readonly drive: Browser; issuer: Browser }

  constructor(
    readonly running: RunningDrive,
    readonly email = 'alice@example.com',
    language: 'en' | 'uz' = 'en',
  ) {
    this.at = { drive: new Browser(running.url), issuer: new Browser(running.issuer) }
    this.at.drive.keep(`sample.language=${language}; Path=/`)
  }

  static async signedIn(running: RunningDrive, email?: string, language?: 'en' | 'uz'): Promise<Person> {
    const person = new Person(running, email, language)
    const page = await person.signIn()
    if (page.status !== 200) throw new Error(`the sign-in ended with ${page.status}: ${page.text}`)
    return person
  }

  async signIn(path = '/drive/sign-in'): Promise<Visit> {
    return (await this.goThroughSignIn(await this.at.drive.open(path))).page
  }

  /** Answers the pages of the issuer to which the browser was sent, and comes back. */
  async goThroughSignIn(sentTo: Visit): Promise<{ page: Visit; askedForPassword: boolean }> {
    const { url, askedForPassword } = await this.answerIssuer(sentTo)
    return { page: await this.at.drive.open(url), askedForPassword }
  }

  /** Answers the pages of the issuer; the address at the Drive to which it sends the browser. */
  async answerIssuer(sentTo: Visit): Promise<{ url: string; askedForPassword: boolean }> {
    let page = await this.at.issuer.open(sentTo.url)
    const login = formAction(page, 'login')
    if (login !== undefined) {
      page = await this.at.issuer.submit(login, { email: this.email, password: 'password' })
    }
    return { url: page.url, askedForPassword: login !== undefined }
  }

  open(path: string): Promise<Visit> {
    return this.at.drive.open(path)
  }

  submit(path: string, fields: Record<string, string>): Promise<Visit> {
    return this.at.drive.submit(path, fields)
  }

  /** A request as a script or another program would send it with the cookies of this browser; redirects are not followed. */
  send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.running.url), {
      redirect: 'manual',
      ...init,
      headers: { cookie: this.at.drive.cookies.join('; '), ...(init.headers as Record<string, string>) },
    })
  }

  /** Uploads as the form of the page does, and as its script does with `json`. */
  upload(name: string, content: string | Blob, { type = 'text/plain', folder = '', json = false } = {}) {
    const body = new FormData()
    body.append('file', new Blob([content], { type }), name)
    return this.send(`/drive/upload${folder === '' ? '' : `?folder=${folder}`}`, {
      method: 'POST',
      body,
      headers: { accept: json ? 'application/json' : 'text/html' },
    })
  }

  async newFolder(name: string, parent = ''): Promise<string> {
    await this.submit('/drive/new-folder', { name, ...(parent !== '' && { parent }) })
    return idOf(await this.open(parent === '' ? '/drive' : `/drive/folders/${parent}`), name, 'folder')
  }
}

/** The id of the file or folder of a name, by the links on a page. */
export function idOf({ text }: Visit, name: string, kind: 'file' | 'folder' = 'file'): string {
  const rows = text.split('<tr>')
  const row = rows.find((one) => one.includes(`<span class="item-name">${escaped(name)}</span>`))
  const id = new RegExp(`(?:/drive/${kind}s/|${kind}:|${kind}%3A)([0-9a-f-]{36})`).exec(row ?? '')?.[1]
  if (id === undefined) throw new Error(`no ${kind} ${name} on the page: ${text}`)
  return id
}

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}
