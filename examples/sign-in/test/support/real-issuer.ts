import { Sample } from 'sample-system/temporary-sample'

/** The authorization server of the sample, a process of its own. */
export interface RealIssuer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * @param clientUrl where Photo Print runs
 * @param resource the audience of the Drive
 */
export async function startIssuer(clientUrl: string, resource: string): Promise<RealIssuer> {
  const sample = await Sample.create()
  const environment = { PHOTO_PRINT_URL: clientUrl, DRIVE_AUDIENCE: resource }
  await sample.start('authorizationServer', environment, () => undefined)
  return { url: sample.issuer, stop: () => sample.remove() }
}
