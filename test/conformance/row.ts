/**
 * A row of the conformance matrix: one thing that a standard asks of a resource server. It needs a test that names it,
 * or a decision.
 */
export interface Row {
  /** The standard, its section and a letter, such as `6750-2.1-a`. Tests carry it in their names, so it never changes. */
  readonly id: string
  /**
   * How strong the standard puts it. With a star, the duty is another party's, or only implied, and this is what follows
   * for a resource server; `policy` is good practice behind which no standard stands.
   */
  readonly level: string
  readonly section: string
  /** What is asked, in a sentence of our own: look into the standard for its words. */
  readonly requirement: string
  /** Why there is no test for it, or for a part of it. */
  readonly decision?: Decision
}

/** `partly` names the part that the decision is about, where tests hold the rest. */
export type Decision =
  | { readonly notOffered: string; readonly partly?: string }
  | { readonly planned: Part; readonly partly?: string }
  /** It is being built somewhere else: planned while no test names the row, and nothing once one does. */
  | { readonly underway: Part }

/** A part of the product that is still to come. */
export type Part =
  | 'a profile for FAPI 2.0'
  | 'a profile for MCP servers'
  | 'authorization details'
  | 'HTTP message signatures'
  | 'a security event receiver'
  | 'sender-constrained tokens (DPoP, mTLS)'
  | 'signed introspection answers'
  | 'status lists'
  | 'step-up authentication'
  | 'thumbprints of keys'

/** The rows of some standards that belong together. */
export interface Chapter {
  /** The standards, and after the colon what they are about. */
  readonly title: string
  /** What a reader has to know of the rows. */
  readonly about?: string
  readonly rows: readonly Row[]
}
