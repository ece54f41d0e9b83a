import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

const folder = resolve(import.meta.dirname)
const root = resolve(folder, '../../..')

/** As in the repository; each package is taken from its sources, and each framework from the package of its adapter. */
const settings = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: {
    composite: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    // As nearly all programs have it: some types of frameworks, such as those of @hono/node-server, do not go with it.
    exactOptionalPropertyTypes: false,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node', 'jest'],
    paths: {
      '@qalqon/testing/*': ['../../../packages/testing/src/*.ts'],
      '@qalqon/core/*': ['../../../packages/core/src/telemetry/*.ts'],
      '@qalqon/*': ['../../../packages/*/src/index.ts'],
      express: ['../../../packages/express/node_modules/@types/express/index.d.ts'],
      ioredis: ['../../../packages/redis/node_modules/ioredis/built/index.d.ts'],
      redis: ['../../../packages/redis/node_modules/redis/dist/index.d.ts'],
      '@hono/node-server': ['../../../packages/hono/node_modules/@hono/node-server/dist/index.d.mts'],
      '@koa/router': ['../../../packages/koa/node_modules/@koa/router/dist/index.d.mts'],
      fastify: ['../../../packages/fastify/node_modules/fastify/fastify.d.ts'],
      pino: ['../../../packages/core/node_modules/pino/pino.d.ts'],
      hono: ['../../../packages/hono/node_modules/hono/dist/types/index.d.ts'],
      'hono/*': ['../../../packages/hono/node_modules/hono/dist/types/*.d.ts'],
      ws: ['../../../packages/core/node_modules/@types/ws/index.d.ts'],
      '@fastify/websocket': ['../../../packages/fastify/node_modules/@fastify/websocket/types/index.d.ts'],
      koa: ['../../../packages/koa/node_modules/@types/koa/index.d.ts'],
    },
  },
  files: [],
}

/** What documents use and the repository does not have. */
const strangers = `declare module 'cors' {
  import type { RequestHandler } from 'express'
  export default function cors(options?: { origin?: string; allowedHeaders?: string[]; exposedHeaders?: string[] }): RequestHandler
}`

/** What the compiler has to say of some modules that are no files, by their paths, as lines of `path:line: message`. */
export function typeErrors(modules: ReadonlyMap<string, string>): string[] {
  const { options } = ts.parseJsonConfigFileContent(settings, ts.sys, folder)
  const sources = new Map([...modules].map(([path, source]) => [join(root, path), source]))
  sources.set(join(folder, 'strangers.d.ts'), strangers)

  const folders = new Set([...sources.keys()].map((path) => dirname(path)))
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    directoryExists: (path) => folders.has(path) || (disk.directoryExists?.(path) ?? true),
    fileExists: (path) => sources.has(path) || disk.fileExists(path),
    readFile: (path) => sources.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...others) => {
      const source = sources.get(path)
      return source === undefined
        ? disk.getSourceFile(path, version, ...others)
        : ts.createSourceFile(path, source, version)
    },
  }
  const program = ts.createProgram([...sources.keys()], options, host)
  // What the modules import is checked where it stands: `npm run typecheck` does that.
  const modulesAlone = [...sources.keys()].map((name) => program.getSourceFile(name))
  const diagnostics = modulesAlone.flatMap((module) => ts.getPreEmitDiagnostics(program, module))
  return diagnostics.map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    return `${file ? relative(root, file.fileName) : 'options'}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}
