import { ConfigurationFault } from '../faults/index.js'
import { awaitable, type MaybePromise } from '../maybe-promise.js'
import { formOfFetchRequest, isFetchRequest } from './fetch-form.js'
import type { FormBody } from './form-body.js'
import type { ResourceRequest } from './resource-request.js'

/**
 * The form of a request, by the way that there is to its body.
 *
 * @param option what faults name: the option, or the argument, for which the form is read
 * @throws {TokenFault} `credentials_malformed` (400), as a rejection, when it cannot be read
 * @throws {ConfigurationFault} when there is no way to the body, and (as a rejection) when somebody has read it before
 */
export function formOf(
  request: Pick<ResourceRequest, 'form'>,
  option: string,
): MaybePromise<FormBody | undefined> {
  if (request.form) return awaitable(request.form())
  if (isFetchRequest(request)) return formOfFetchRequest(request, option)
  throw new ConfigurationFault(
    option,
    'a form needs a way to the body: hand in a request with form(), one of fromIncomingMessage(), or a Fetch Request',
  )
}
