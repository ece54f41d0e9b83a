import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Where a package is installed, as Node looks for it from a folder. */
function folderOf(name: string, from: string): string {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder)
  const parent = dirname(from)
  if (parent === from) throw new Error(`${name} is not installed`)
  return folderOf(name, parent)
}

export const versionOf = (name: string, from: string) => readManifest(folderOf(name, from)).version

/**
 * How many packages an installation of these brings: they themselves and all that they depend on, each version
 * counted once. What a package leaves to the app (its peers) is not counted, nor is what is optional.
 */
export function installedPackages(names: readonly string[], from: string): number {
  const seen = new Set<string>()
  const visit = (name: string, dependent: string) => {
    const folder = folderOf(name, dependent)
    if (seen.has(folder)) return
    seen.add(folder)
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {})) visit(dependency, folder)
  }
  for (const name of names) visit(name, from)
  return seen.size
}
