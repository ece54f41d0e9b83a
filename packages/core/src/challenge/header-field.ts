/** One field of an answer, its name in lower case. A name may occur several times: append, do not replace. */
export type HeaderField = [name: string, value: string]
