import type { Response } from 'express'

/** The codes that JSON-RPC 2.0 (§5.1) defines, and one of those that it leaves to servers. */
export const jsonRpcCodes = { parseError: -32_700, invalidRequest: -32_600, refused: -32_000 } as const

/** Answers a message that no tool and no handler of the SDK gets to see. The text never repeats what the client sent. */
export function sendError(
  res: Response,
  status: number,
  code: keyof typeof jsonRpcCodes,
  message: string,
): void {
  res.status(status).json({ jsonrpc: '2.0', error: { code: jsonRpcCodes[code], message }, id: null })
}
