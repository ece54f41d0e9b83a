/** Whether a text has the characters of a URL that is written as it is sent; challenges can carry them as well. */
export const hasUrlCharacters = (text: string): boolean => /^[!#-[\]-~]+$/.test(text)

/** Whether a URL can be shown to everybody as it stands: nothing in it that parsers drop, and no user name or password. */
export function isPublishable(url: unknown): url is string {
  if (typeof url !== 'string' || !hasUrlCharacters(url) || !URL.canParse(url)) return false
  const { username, password } = new URL(url)
  return username === '' && password === ''
}
