/** What is known about a file, apart from its content and its owner. */
export interface StoredFile {
  id: string
  name: string
  contentType: string
  /** In bytes. */
  size: number
  /** Of the content, in lower-case hex. */
  sha256: string
  createdAt: Date
  updatedAt: Date
}
