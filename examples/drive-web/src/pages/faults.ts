import { texts, type Language } from 'sample-ui'
import { Refusal } from '../api/refusal.js'

const words = texts(
  {
    name: 'A name has 1 to 255 characters, without / and \\, and is not “.” or “..”.',
    email: 'This is not an e-mail address that one can share with.',
    self: 'It is yours already: share it with somebody else.',
    cycle: 'A folder cannot be moved into itself.',
    depth: 'Folders can stand at most 32 deep in each other.',
    owner: 'It stays with its owner, so it cannot go into a folder of somebody else. Upload a copy there.',
    tooMany: 'It is shared with as many people as possible. Take back access from somebody first.',
    tooLarge: 'The file is too large.',
    readOnly: 'You may look at it, but not change it. Ask its owner for more.',
    gone: 'It is not there any more, or it was never yours.',
    form: 'Choose a file that is not empty.',
    refused: 'The Drive does not do this. Please try something else.',
    unavailable: 'The Drive does not answer at the moment. Please try again in a while.',
  },
  {
    name: 'Nom 1 tadan 255 tagacha belgidan iborat boʻladi; / va \\ mumkin emas, “.” yoki “..” ham boʻlmaydi.',
    email: 'Bunday elektron pochta manziliga ulashib boʻlmaydi.',
    self: 'Bu oʻzingizniki-ku: boshqa odamga ulashing.',
    cycle: 'Jildni oʻzining ichiga koʻchirib boʻlmaydi.',
    depth: 'Jildlar koʻpi bilan 32 qavat ichma-ich turishi mumkin.',
    owner: 'U egasida qoladi, shuning uchun boshqa odamning jildiga koʻchmaydi. U yerga nusxasini yuklang.',
    tooMany: 'Bundan ortiq odamga ulashib boʻlmaydi. Avval kimdandir ruxsatni qaytarib oling.',
    tooLarge: 'Fayl juda katta.',
    readOnly: 'Uni koʻra olasiz, lekin oʻzgartira olmaysiz. Egasidan ruxsat soʻrang.',
    gone: 'U endi yoʻq yoki sizniki boʻlmagan.',
    form: 'Boʻsh boʻlmagan fayl tanlang.',
    refused: 'Drive buni bajarmadi. Boshqacha urinib koʻring.',
    unavailable: 'Drive hozir javob bermayapti. Birozdan keyin qayta urinib koʻring.',
  },
)

/** What was sent that was not valid decides which rule is said. */
export type FaultOf = 'name' | 'email' | 'self' | 'form'

const byKind: Readonly<Record<string, keyof ReturnType<typeof words>>> = {
  'read-only': 'readOnly',
  'too-large': 'tooLarge',
  cycle: 'cycle',
  'too-deep': 'depth',
  'too-many-shares': 'tooMany',
  'other-owner': 'owner',
}

/**
 * A refusal in words, for the person who has caused it. What the API says of it is for programs, and in one language.
 *
 * @param input what a 400 is about
 */
export function faultText(error: unknown, language: Language, input: FaultOf = 'form'): string {
  const say = words(language)
  if (!(error instanceof Refusal)) return say.unavailable
  const { status, kind } = error
  const known = kind === undefined ? undefined : byKind[kind]
  if (known !== undefined) return say[known]
  if (status === 400) return say[input]
  if (status === 403) return say.readOnly
  if (status === 404) return say.gone
  if (status === 413) return say.tooLarge
  return status >= 500 ? say.unavailable : say.refused
}
