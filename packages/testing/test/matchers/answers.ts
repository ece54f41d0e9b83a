/** One answer as supertest, `fetch` and Fastify's `inject` return it, to a request with these fields. */
export function answers(
  status: number,
  fields: Readonly<Record<string, string>> = {},
  body = '',
  request: Readonly<Record<string, string>> = {},
) {
  return {
    supertest: {
      status,
      statusCode: status,
      headers: fields,
      text: body,
      body: {},
      request: { header: request },
    },
    fetch: new Response(body, { status, headers: fields }),
    inject: { statusCode: status, headers: fields, payload: body, body, raw: { req: { headers: request } } },
  }
}

/** How a matcher fails: its message without colours, or nothing when it passes. */
export async function failureOf(matching: () => unknown): Promise<string | undefined> {
  try {
    await matching()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
