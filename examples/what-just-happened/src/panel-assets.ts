import { readFileSync } from 'node:fs'
import { type PanelAnswer, panelHeaders } from './panel-answer.js'

/** A sheet for each concept, in the order in which they count. */
const styles = ['panel.css', 'diagram.css', 'step.css', 'observer-page.css']

const assets: ReadonlyMap<string, PanelAnswer> = new Map([
  ['/what-just-happened/panel.css', asset('text/css; charset=utf-8', ...styles)],
  ['/what-just-happened/panel.js', asset('text/javascript; charset=utf-8', 'panel.js')],
  ['/what-just-happened/open.js', asset('text/javascript; charset=utf-8', 'open.js')],
])

/** A script or a style sheet of the panel, by its path. */
export const panelAsset = (path: string): PanelAnswer | undefined => assets.get(path)

function asset(type: string, ...names: readonly string[]): PanelAnswer {
  const files = names.map((name) => readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8'))
  return {
    status: 200,
    headers: { ...panelHeaders, 'Cache-Control': 'no-cache', 'Content-Type': type },
    body: files.join('\n'),
  }
}
