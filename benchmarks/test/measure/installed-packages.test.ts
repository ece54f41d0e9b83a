import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedPackages, versionOf } from '../../src/measure/installed-packages.js'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'))
  install('node_modules/a', '1.0.0', ['b', 'c'])
  install('node_modules/b', '2.0.0', ['c'])
  install('node_modules/c', '3.0.0', ['a'])
  install('node_modules/b/node_modules/c', '4.0.0', [])
})
afterAll(() => rmSync(root, { recursive: true }))

function install(path: string, version: string, dependencies: readonly string[]): void {
  const manifest = {
    name: path,
    version,
    dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])),
  }
  mkdirSync(join(root, path), { recursive: true })
  writeFileSync(join(root, path, 'package.json'), JSON.stringify(manifest))
}

test('counts a package with all that it depends on, each version once', () => {
  expect(installedPackages(['a'], root)).toBe(4)
  expect(installedPackages(['b'], root)).toBe(2)
  expect(installedPackages(['a', 'b'], root)).toBe(4)
})

test('reads the version that is installed', () => expect(versionOf('c', root)).toBe('3.0.0'))

test('says what is not installed', () => expect(() => versionOf('d', root)).toThrow('d is not installed'))
