/** What a guard asks, as `requirementOf` of the adapters tells it. */
export interface RouteProtection {
  /** Only `required` protects: `optional` lets a request without a token through. */
  readonly authentication: 'required' | 'optional'
  readonly requirement?: object
}

/** A route as it was declared. */
export interface AuditedRoute {
  /** In upper case, or `ALL`. */
  readonly method: string
  /** With the prefixes of its routers; `{hidden}` stands for one that cannot be known. */
  readonly path: string
  /** Whether a request without a token comes through. */
  readonly open: boolean
  /** The guards before the handler, in their order. */
  readonly protectedBy: readonly RouteProtection[]
}

/** What an audit has seen. Plain data, for a snapshot. */
export interface RouteAudit {
  /** In the order in which they were declared. */
  readonly routes: readonly AuditedRoute[]
  /** Functions that are neither guards nor routers, by name and place: they may answer requests, and it cannot be seen which. */
  readonly unseen: readonly string[]
  /** What a test should fail for. */
  readonly problems: readonly string[]
}

export interface RouteAuditOptions {
  /** `requirementOf` of the adapter, or of `@qalqon/core`: how guards are told from other functions. */
  readonly requirementOf: (middleware: object) => RouteProtection | undefined
  /** Routes that are open on purpose, as `'GET /healthz'`. @default none */
  readonly open?: readonly string[] | undefined
  /**
   * Routers and apps of Express by the path at which they are mounted, where Express does not tell; the problems say where that is.
   * @default none
   */
  readonly mounts?: Readonly<Record<string, object>> | undefined
}

/** What the walk through an app finds. */
export interface Findings {
  readonly routes: AuditedRoute[]
  readonly unseen: string[]
  readonly problems: string[]
}
