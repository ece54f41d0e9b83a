import { ConfigurationFault } from '../faults/index.js'
import { checkFormFields, formIncomplete, FormText, formTooLarge } from './form-body.js'

/** Whether a request is one of the Fetch API. */
export const isFetchRequest = (request: object): request is Request =>
  'clone' in request && typeof request.clone === 'function' && 'bodyUsed' in request

/**
 * Reads the form of a Fetch request within bounds. It reads a clone, so the handler still has the body.
 *
 * @param option what the fault over a body that was read before names, if not `bearerMethods`
 * @throws {TokenFault} `credentials_malformed` (400), as a rejection, when it is too large, compressed or broken off
 * @throws {ConfigurationFault} (as a rejection) when the body was read before
 */
export async function formOfFetchRequest(request: Request, option = 'bearerMethods'): Promise<string> {
  if (request.bodyUsed) {
    throw new ConfigurationFault(
      option,
      'a form is looked for in the body: hand in the request before anybody reads that',
    )
  }
  checkFormFields(request.headers.get('content-length'), request.headers.get('content-encoding'))
  const reader = request.clone().body?.getReader()
  const form = new FormText()
  if (!reader) return form.text
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw formIncomplete(cause)
    })
    if (done) return form.text
    if (form.add(value)) continue
    // It is not waited for: one of two branches is settled only when the other is cancelled too.
    reader.cancel().catch(() => undefined)
    throw formTooLarge()
  }
}
