/** How much of a secret is shown at most: enough to see that two are the same one, and of no use otherwise. */
const shownCharacters = 6

/** The longest value that is shown of what is no secret. */
const longestValue = 300

/** The beginning of a secret; of a short one less. */
export function shortenSecret(secret: string): string {
  return `${secret.slice(0, Math.min(shownCharacters, Math.floor(secret.length / 4)))}…`
}

/**
 * A value that is no secret, within bounds. What looks like one all the same, because somebody has put it where it does not
 * belong, is shortened: any long run of letters and digits without a space.
 */
export function plainText(value: string): string {
  const text = value.length > longestValue ? `${value.slice(0, longestValue)}…` : value
  return text.replace(/[\w~+=-]{25,}(?:\.[\w~+=-]+)*/g, (run) => (isWords(run) ? run : shortenSecret(run)))
}

/** Such as `insufficient_user_authentication`: no secret is made of words. */
const isWords = (run: string) => /^[a-z]{2,20}([_-][a-z]{1,20})*$/.test(run)
