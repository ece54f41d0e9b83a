export interface SecurityHeadersOptions {
  /**
   * Origins to which a posted form may lead besides this one. Browsers apply it to the redirects that follow a form as well, and those
   * of a sign-in go to the issuer, and from there to a client.
   */
  readonly formAction?: readonly string[]
  /** What else than this origin pictures may come from, such as `blob:`. */
  readonly imgSrc?: readonly string[]
}

/**
 * Headers for everything that a part sends. Its pages need their own style sheets, scripts, pictures and forms; all else is
 * forbidden, also what is written into a page.
 */
export function securityHeaders({ formAction = [], imgSrc = [] }: SecurityHeadersOptions = {}): Readonly<
  Record<string, string>
> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "connect-src 'self'",
      `img-src ${["'self'", ...imgSrc].join(' ')}`,
      `form-action ${["'self'", ...formAction].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // The addresses of a sign-in are nobody else's business.
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}
