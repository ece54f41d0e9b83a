const maximum = 100

/**
 * Gives the first hundred issuers their own name and all others one together, so that tenants without number make no
 * time series without number.
 */
export function boundedIssuers(): (issuer: string) => string {
  const known = new Set<string>()
  return (issuer) => {
    if (known.size < maximum) known.add(issuer)
    return known.has(issuer) ? issuer : '_OTHER'
  }
}
