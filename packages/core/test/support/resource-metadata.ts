import type {
  MetadataResponse,
  ResourceMetadata,
  ResourceMetadataOptions,
  ResourceServerOptions,
} from '../../src/index.js'
import { matrix, R } from './matrix.js'

const { issuer } = matrix()

/** The resource server of the matrix with these options; every one trusts the same issuer. */
export const withOptions = (options: Partial<ResourceServerOptions>) => matrix(options, issuer)

/** The same for a resource with this identifier alone. */
export const ofResource = (resource: string, metadata?: ResourceMetadataOptions) =>
  withOptions({ audience: resource, ...(metadata && { metadata }) })

/** The document of a resource server with these options. */
export const documentOf = (metadata: ResourceMetadataOptions, options: Partial<ResourceServerOptions> = {}) =>
  withOptions({ ...options, metadata }).server.metadata().document

type Asked = Pick<ReturnType<typeof matrix>, 'server'>

/** Asks for a target; nothing when the request goes on its way. */
export const ask = async ({ server }: Asked, url: string, method = 'GET') =>
  server.metadata().answer({ method, url })

/** The document as a client gets it from the place that a challenge names. */
export async function fetched(asked: Asked): Promise<ResourceMetadata> {
  const response = await ask(asked, asked.server.metadata().url)
  if (response?.status !== 200) throw new Error(`the metadata is answered with ${response?.status}`)
  return JSON.parse(response.body) as ResourceMetadata
}

/** The one value of a field. */
export function fieldOf({ headers }: MetadataResponse, name: string): string | undefined {
  const values = headers.filter(([field]) => field === name)
  if (values.length > 1) throw new Error(`${name} stands there ${values.length} times`)
  return values[0]?.[1]
}

/** Where the metadata of the matrix is. */
export const metadataUrl = R.replace('/api', '/.well-known/oauth-protected-resource/api')
