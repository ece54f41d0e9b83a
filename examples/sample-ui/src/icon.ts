import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Html, html, trusted } from './html.js'

/** The name of an icon of Lucide, such as `folder`. @see https://lucide.dev/icons */
export type IconName = Lowercase<string>

const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons')
const shapes = new Map<IconName, Html>()

/**
 * An icon, drawn in the colour of the text around it.
 *
 * @param label what it stands for, where no text beside it says that; without one it is an ornament that screen readers leave out
 * @throws {Error} when there is no such icon: a mistake of the program, since no name comes from a request
 */
export function icon(name: IconName, label?: string): Html {
  const shape = shapes.get(name) ?? read(name)
  shapes.set(name, shape)
  return label === undefined
    ? html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`
    : html`<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="${label}">${shape}</svg>`
}

/** What is drawn, without the frame of the file: the style sheet has the strokes. */
function read(name: IconName): Html {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`not the name of an icon: ${name}`)
  const [, shape] = /<svg[^>]*>(.*)<\/svg>/s.exec(readFileSync(join(folder, `${name}.svg`), 'utf8')) ?? []
  if (shape === undefined) throw new Error(`no picture in the icon ${name}`)
  return trusted(shape.trim())
}
