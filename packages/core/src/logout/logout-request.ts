import { LogoutFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { FormBody } from '../request/form-body.js'
import { formOf } from '../request/form-of.js'
import { mayHaveForm } from '../request/form-token.js'
import type { ResourceRequest } from '../request/resource-request.js'

/**
 * What is looked at in a logout request: a Fetch `Request` is one, and so is what `fromIncomingMessage` makes of a request of Node. Any other
 * one needs `form()`.
 */
export type LogoutRequest = Pick<ResourceRequest, 'method' | 'headers' | 'form'>

/**
 * The logout token in the form of a request. Whatever else stands in the form is ignored.
 *
 * @throws {LogoutFault} `logout_token_missing` or `logout_request_malformed` (400)
 * @throws {TokenFault} `credentials_malformed`, for a form that cannot be read
 * @throws {ConfigurationFault} when there is no way to the body
 * @see OpenID Connect Back-Channel Logout 1.0 §2.5
 */
export function logoutTokenOf(request: LogoutRequest): MaybePromise<string> {
  if (!mayHaveForm(request)) {
    throw new LogoutFault(
      'logout_token_missing',
      'the request has no form: its content is not of the type application/x-www-form-urlencoded',
    )
  }
  return after(formOf(request, 'request'), tokenIn)
}

function tokenIn(form: FormBody | undefined): string {
  const values: readonly unknown[] =
    typeof form === 'string' ? new URLSearchParams(form).getAll('logout_token') : valuesIn(form)
  const [token, other] = values
  if (other !== undefined) {
    throw new LogoutFault(
      'logout_request_malformed',
      'the parameter logout_token stands in the form more than once',
    )
  }
  if (typeof token === 'string' && token !== '') return token
  throw new LogoutFault('logout_token_missing', 'the form has no parameter logout_token')
}

/** What a body parser has made of a form: a list where a name is repeated. */
function valuesIn(form: Readonly<Record<string, unknown>> = {}): readonly unknown[] {
  const value = Object.hasOwn(form, 'logout_token') ? form.logout_token : undefined
  return Array.isArray(value) ? value : [value]
}
