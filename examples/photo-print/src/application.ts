import type { IconName } from 'sample-ui'

/** What makes one program two applications. Everything else of it is shared. */
export interface Application {
  /** Names the cookies, and chooses the colour. */
  readonly part: 'photo-print' | 'doc-sign'
  readonly name: string
  readonly icon: IconName
  readonly port: number
  readonly clientId: string
  /** A sample, written here for everybody to read. A real client gets its own from the environment. */
  readonly clientSecret: string
  /** Of the files in the Drive, those that it works with. */
  readonly takes: 'images' | 'texts'
  /** The page that lists them. */
  readonly home: '/photos' | '/documents'
  /** What it would like to put into the Drive. */
  readonly receipt: string
}

export const applications = {
  'photo-print': {
    part: 'photo-print',
    name: 'Photo Print',
    icon: 'printer',
    port: 4200,
    clientId: 'photo-print',
    clientSecret: 'photo-print-sample-secret',
    takes: 'images',
    home: '/photos',
    receipt: 'Print order.txt',
  },
  'doc-sign': {
    part: 'doc-sign',
    name: 'Doc Sign',
    icon: 'signature',
    port: 4300,
    clientId: 'doc-sign',
    clientSecret: 'doc-sign-sample-secret',
    takes: 'texts',
    home: '/documents',
    receipt: 'Signature log.txt',
  },
} as const satisfies Record<string, Application>
