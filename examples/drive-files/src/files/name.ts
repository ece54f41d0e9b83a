const maxCharacters = 255
/** A database index refuses longer keys. No usual name of 255 characters comes near. */
const maxFoldedBytes = 2000

/**
 * Says what is wrong with the name of a file or a folder, or nothing. A name is data and never a path of this machine, but
 * it becomes one on the machine of whoever downloads the file: hence no separators and no dots alone.
 */
export function nameFault(name: string): string | undefined {
  // The cheap test first: a name of megabytes is not taken apart.
  if (name.length > 2 * maxCharacters || Array.from(name).length > maxCharacters) {
    return `must be at most ${maxCharacters} characters long`
  }
  if (name.trim() === '') return 'must not be empty'
  if (/[/\\]/.test(name)) return 'must not contain / or \\'
  if (/[\p{Cc}\u2028\u2029]/u.test(name)) return 'must not contain control characters'
  // They show a name in another order than it has, so that an `.exe` looks like a picture.
  if (/\p{Bidi_Control}/u.test(name)) return 'must not contain marks that turn the direction of writing'
  if (/\p{Cs}/u.test(name)) return 'must be well-formed Unicode'
  if (name === '.' || name === '..') return 'must not be . or ..'
  if (Buffer.byteLength(foldName(name)) > maxFoldedBytes) return 'is too long'
  return undefined
}

/**
 * The form in which names are searched and sorted, so that `É` finds `é` however it was typed. Done
 * here and not by the database, whose idea of upper and lower case depends on its locale.
 */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
