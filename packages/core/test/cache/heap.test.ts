import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const program = join(__dirname, 'heap-program.ts')
const root = join(__dirname, '../../../..')

test('7662-4-b, 9700-4.9.3-a: no text of a token stays in the heap, although all of them are remembered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qalqon-heap-'))
  try {
    const path = join(folder, 'snapshot.heapsnapshot')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--conditions=@qalqon/source', '--import', 'tsx', program, path],
      { cwd: root, maxBuffer: 1024 * 1024 },
    )
    const { tokens, kept } = JSON.parse(stdout) as { tokens: string[]; kept: string }
    const heap = await readFile(path, 'utf8')
    // What is a token's own: the middle of its `jti`, and its signature. The rest is the same in all of them.
    const pieces = (token: string) => {
      const [, payload, signature] = token.split('.') as [string, string, string]
      return [payload.slice(180, 216), signature.slice(0, 40), signature.slice(-40)]
    }
    const all = [...tokens, kept].flatMap(pieces)
    expect(new Set(all).size).toBe(all.length)
    expect(pieces(kept).some((piece) => heap.includes(piece))).toBe(true)
    for (const token of tokens) expect(pieces(token).filter((piece) => heap.includes(piece))).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
}, 60_000)
