/**
 * What a page of another origin needs of a CORS middleware to call an API with tokens: the fields that it must be allowed to send,
 * and those that it must be shown of an answer, above all of a refusal.
 *
 * @example app.use(cors({ allowedHeaders: [...corsFields.allowed], exposedHeaders: [...corsFields.exposed] }))
 * @see RFC 9449 §7.1, §8, §9
 * @see Fetch Standard, CORS protocol
 */
export const corsFields = Object.freeze({
  /** For `Access-Control-Allow-Headers`; beside them stand those that the API itself needs, such as `Content-Type`. */
  allowed: Object.freeze(['Authorization', 'DPoP'] as const),
  /** For `Access-Control-Expose-Headers`. */
  exposed: Object.freeze(['WWW-Authenticate', 'DPoP-Nonce', 'Retry-After'] as const),
})
