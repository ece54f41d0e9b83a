import type { Terminal } from '../terminal.js'

/** One line of a report, and what stands below it. */
export interface ReportLine {
  readonly name: string
  readonly ok: boolean | 'skipped' | 'warning'
  readonly detail: string
  /** What is most likely the cause, and how to mend it. */
  readonly hint?: string | undefined
}

const signs = {
  true: ['✓', 32],
  false: ['✗', 31],
  skipped: ['–', 90],
  warning: ['!', 33],
} as const

/** Writes text, in colours where the terminal shows them. @see https://no-color.org */
export class Report {
  readonly #out: Terminal['stdout']
  readonly #colours: boolean

  constructor({ stdout, env }: Terminal) {
    this.#out = stdout
    this.#colours = stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
  }

  heading(text: string): void {
    this.#out.write(`${this.#paint(text, 1)}\n\n`)
  }

  lines(lines: readonly ReportLine[]): void {
    const width = Math.max(...lines.map(({ name }) => name.length))
    for (const { name, ok, detail, hint } of lines) {
      const [sign, colour] = signs[`${ok}`]
      const text = ok === 'skipped' ? this.#paint(detail, 90) : detail
      this.#out.write(`  ${this.#paint(sign, colour)} ${name.padEnd(width)}  ${text}\n`)
      if (hint !== undefined) this.#out.write(`${' '.repeat(width + 6)}→ ${hint}\n`)
    }
  }

  text(text: string): void {
    this.#out.write(`\n${text}\n`)
  }

  #paint(text: string, colour: number): string {
    return this.#colours ? `\u001b[${colour}m${text}\u001b[0m` : text
  }
}

/** The result for programs. */
export const writeJson = ({ stdout }: Terminal, value: unknown): void => {
  stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}
