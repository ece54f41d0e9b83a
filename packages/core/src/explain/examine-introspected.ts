import type { Policy } from '../options/policy.js'
import { authenticate } from '../protected-resource.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { Requirement } from '../requirement/requirement.js'
import { looksSigned, parseCompactJws } from '../token/compact-jws.js'
import type { Examination } from './examination.js'

/** Whether the issuer of a token is asked about it, so that there is nothing to examine but its answer. */
export async function isIntrospected<C>(
  text: string,
  request: ResourceRequest,
  { issuers }: Policy<C>,
): Promise<boolean> {
  try {
    if (!looksSigned(text)) return (await issuers.chooseForOpaque(request)) !== undefined
    const issuer = await issuers.choose(parseCompactJws(text).payload.iss)
    return issuer.introspection?.tokens === 'all'
  } catch {
    // Whatever is wrong with it shows when it is examined.
    return false
  }
}

/** Examines what the issuer says of a token. The pipeline itself decides, up to the requirement. */
export async function examineIntrospected<C>(
  request: ResourceRequest,
  requirement: Requirement | undefined,
  policy: Policy<C>,
  examination: Examination,
): Promise<void> {
  const token = await examination.run(
    'introspection',
    'active',
    () => authenticate(request, policy),
    () => 'its issuer was asked, calls it active, and says nothing of it that is not accepted',
  )
  if (!requirement) return
  const accepted = token?.value
  if (!accepted) {
    examination.skip('requirement', 'scope', 'it takes a token that is accepted')
    return
  }
  await examination.run(
    'requirement',
    'scope',
    () => requirement.enforce(accepted),
    () => 'the token grants what is required',
  )
}
