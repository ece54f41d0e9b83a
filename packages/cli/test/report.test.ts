import { Readable } from 'node:stream'
import { Report } from '../src/output/report.js'
import type { Terminal } from '../src/terminal.js'

function written(env: Terminal['env'], isTTY: boolean): string {
  let text = ''
  const stdout = { isTTY, write: (more: string) => (text += more) }
  const report = new Report({ env, stdout, stderr: stdout, stdin: Readable.from([]) })
  report.lines([{ name: 'aud', ok: false, detail: 'wrong', hint: 'mend' }])
  return text
}

test('colours on a terminal', () => {
  expect(written({}, true)).toBe('  \u001b[31m✗\u001b[0m aud  wrong\n         → mend\n')
})

test.each<[string, Terminal['env'], boolean]>([
  ['in a file', {}, false],
  ['with NO_COLOR', { NO_COLOR: '1' }, true],
  ['on a dumb terminal', { TERM: 'dumb' }, true],
])('none %s', (_, env, isTTY) => expect(written(env, isTTY)).toBe('  ✗ aud  wrong\n         → mend\n'))
