import { readFileSync } from 'node:fs'
import { type PanelAnswer, panelHeaders } from './panel-answer.js'

const assets: ReadonlyMap<string, PanelAnswer> = new Map([
  ['/what-just-happened/panel.css', asset('text/css; charset=utf-8', 'panel.css')],
  ['/what-just-happened/panel.js', asset('text/javascript; charset=utf-8', 'panel.js')],
  ['/what-just-happened/open.js', asset('text/javascript; charset=utf-8', 'open.js')],
])

/** A script or a style sheet of the panel, by its path. */
export const panelAsset = (path: string): PanelAnswer | undefined => assets.get(path)

function asset(type: string, name: string): PanelAnswer {
  const body = readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8')
  return {
    status: 200,
    headers: { ...panelHeaders, 'Cache-Control': 'no-cache', 'Content-Type': type },
    body,
  }
}
