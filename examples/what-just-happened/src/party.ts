/** Who can speak in a diagram. */
export const parties = [
  'browser',
  'photo-print',
  'doc-sign',
  'client',
  'drive-web',
  'authorization-server',
  'drive',
  'server',
] as const

/** One who speaks: a part of the sample, the browser, or somebody else: a program (`client`) or a server that no part is. */
export type Party = (typeof parties)[number]

/** The party that a client is, by the identifier under which it is registered. */
export function partyOfClient(clientId: string | undefined): Party | undefined {
  const known: readonly Party[] = ['photo-print', 'doc-sign', 'drive-web']
  return known.find((party) => party === clientId)
}
