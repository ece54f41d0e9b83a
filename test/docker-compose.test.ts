import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { read } from './docs/repository.js'

const root = resolve(__dirname, '..')

interface Service {
  readonly image?: string
  readonly build?: string
  readonly depends_on?: Readonly<Record<string, { condition: string }>>
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck?: unknown
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
}

/** Docker is not everywhere; what can be seen without it is tried here. */
describe('docker-compose.yml', () => {
  const document = parseDocument(read('docker-compose.yml'), { strict: true, uniqueKeys: true })
  const { services, volumes } = document.toJS() as {
    services: Readonly<Record<string, Service>>
    volumes: Readonly<Record<string, unknown>>
  }
  const all = Object.entries(services)

  test('is YAML, and has the members that services have', () => {
    expect(document.errors).toEqual([])
    expect(Object.keys(document.toJS() as object)).toEqual(['services', 'volumes'])
    const known = [
      'image',
      'build',
      'command',
      'depends_on',
      'environment',
      'healthcheck',
      'ports',
      'volumes',
    ]
    for (const [, service] of all) expect(known).toEqual(expect.arrayContaining(Object.keys(service)))
  })

  test('each service has an image or is built, and stands on services and volumes that are there', () => {
    for (const [, { image, build, depends_on: others = {}, volumes: mounts = [] }] of all) {
      expect([image, build].filter((what) => what !== undefined)).toHaveLength(1)
      for (const [name, { condition }] of Object.entries(others)) {
        expect(condition).toBe('service_healthy')
        expect(services[name]?.healthcheck).toBeDefined()
      }
      for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':')[0])
    }
    expect(existsSync(join(root, 'Dockerfile'))).toBe(true)
  })

  test('ports are those of the sample, and open to this machine alone', () => {
    const named = /`http:\/\/127\.0\.0\.1:(\d+)`/g
    const inReadme = [...read('README.md').matchAll(named)].map(([, port]) => port)
    const ports = all.flatMap(([, service]) => service.ports ?? [])
    expect(ports).toHaveLength(5)
    for (const port of ports) {
      const [, outside, inside] = /^127\.0\.0\.1:(\d+):(\d+)$/.exec(port) ?? []
      expect(outside).toBe(inside)
      expect(inReadme).toContain(inside)
    }
  })

  test('what is set for the sample is in its README', () => {
    for (const name of Object.keys(services.sample?.environment ?? {}))
      expect(read('README.md')).toContain(`\`${name}\``)
  })
})
