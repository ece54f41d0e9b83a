import { appPage, html, texts, type Content, type NavigationLink } from 'sample-ui'
import type { View } from '../view.js'
import { accountMenu } from './account-menu.js'
import { noticeOf } from './notice.js'

export const words = texts(
  {
    files: 'My files',
    shared: 'Shared with me',
    trash: 'Trash',
    apps: 'Apps',
    drive: 'Drive',
    offline: 'There is no connection. Check it, and try again.',
  },
  {
    files: 'Fayllarim',
    shared: 'Menga ulashilgan',
    trash: 'Chiqindi qutisi',
    apps: 'Ilovalar',
    drive: 'Drive',
    offline: 'Aloqa yoʻq. Uni tekshirib, qayta urinib koʻring.',
  },
)

/** Where a page belongs to in the navigation. */
export type Place = 'files' | 'shared' | 'trash' | 'apps'

export interface PageOptions {
  readonly title: string
  readonly place?: Place | undefined
  /** Further style sheets, by their names under `/drive/public`. */
  readonly styles?: readonly string[]
  /** Further scripts, in the same way. */
  readonly scripts?: readonly string[]
}

/** Each page may open a menu and a dialog. */
const commonStyles = ['drive.css', 'menus.css', 'dialogs.css']
const commonScripts = ['dialogs.js', 'menus.js']

const published = (name: string) => `/drive/public/${name}`

/** A page of the Drive: the bar, what the form before it has done, and the content. */
export function drivePage(view: View, options: PageOptions, content: Content): string {
  const { language, path, parts, observer, person } = view
  const { title, place, styles = [], scripts = [] } = options
  const say = words(language)
  const link = (name: Place, href: string, picture: NavigationLink['icon']): NavigationLink => ({
    text: say[name],
    href,
    icon: picture,
    current: place === name,
  })
  return appPage(
    {
      language,
      part: 'drive',
      partName: say.drive,
      title,
      path,
      parts,
      observer,
      icon: 'hard-drive',
      home: '/drive',
      navigation:
        person === undefined
          ? []
          : [
              link('files', '/drive', 'folder'),
              link('shared', '/drive/shared', 'users'),
              link('trash', '/drive/trash', 'trash-2'),
              link('apps', '/drive/apps', 'blocks'),
            ],
      ...(person !== undefined && { account: accountMenu(person, language) }),
      styles: [...commonStyles, ...styles].map(published),
      scripts: [...commonScripts, ...scripts].map(published),
    },
    html`<div
        id="status"
        class="hidden-label"
        role="status"
        aria-live="polite"
        data-offline="${say.offline}"
      ></div>
      ${noticeOf(view)} ${content}`,
  )
}
