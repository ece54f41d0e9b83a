/** What a program answers to. */
export type Handlers = Readonly<Record<string, (...values: never[]) => unknown>>

interface Call {
  readonly call: number
  readonly name: string
  readonly values: readonly never[]
}

export interface Answer {
  readonly call: number
  readonly value?: unknown
  readonly fault?: string
}

/**
 * Answers the calls of the process that has started this one, until that one goes: then it ends too, whatever is
 * still open, so that no program is left behind.
 */
export function answerCalls(handlers: Handlers): void {
  process.on('message', (message: Partial<Call>) => {
    if (message.call !== undefined) void answer(handlers, message as Call)
  })
  process.on('disconnect', () => process.exit(0))
}

async function answer(handlers: Handlers, { call, name, values }: Call): Promise<void> {
  const send = (answer: Answer) => process.send?.(answer)
  try {
    const handler = handlers[name]
    if (!handler) throw new Error(`there is no ${name}`)
    send({ call, value: await handler(...values) })
  } catch (thrown) {
    send({ call, fault: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
  }
}
