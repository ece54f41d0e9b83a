import { html, texts, type Content, type Language } from 'sample-ui'

/** What can be said on top of the next page. Only these: a link from elsewhere puts no words here. */
export type NoticeKey = keyof ReturnType<typeof words>

const words = texts(
  {
    signed_out:
      'You are signed out here, and the refresh token, if there was one, is revoked. The authorization server still knows you: another application gets in without a password.',
    signed_out_everywhere:
      'You are signed out here, and everywhere if you said so at the authorization server: it has told the other applications.',
    signed_out_elsewhere:
      'You were signed out everywhere. The authorization server has told us with a logout token, and this session has ended.',
    forgotten:
      'This application has forgotten you. Its session has ended; the session of the authorization server goes on.',
    disconnected:
      'The access is gone: all tokens are forgotten, and the refresh token, if there was one, is revoked. You are still signed in. Who you are and what may be done in your name are two things.',
    sign_in_again: 'The access has ended. Connect again to go on.',
    access_denied: 'You said no, so nothing was connected. Nothing was stored either.',
    login_required:
      'The authorization server does not know you any more (login_required), and without showing a page it cannot ask. Sign in with a page.',
    consent_required:
      'The authorization server would have to ask you (consent_required), and it was told to show no page. Connect with a page.',
    refused: 'The authorization server has refused the sign-in. Try again.',
    unavailable: 'The authorization server does not answer. Nothing is lost; try again in a moment.',
    connected_silently:
      'Connected without a page: the session of the authorization server was enough (prompt=none).',
    refreshed: 'There is a new access token, and a new refresh token with it.',
    no_refresh_token: 'There is no refresh token to get a new access token with.',
    not_printable:
      'None of these can be printed: a picture must be a PNG or a JPEG of at most 25 megapixels.',
    not_text: 'This document cannot be signed: it is no text in UTF-8.',
    too_large: 'That is more than is taken at once.',
    nothing_chosen: 'Nothing was chosen.',
  },
  {
    signed_out:
      'Siz bu yerdan chiqdingiz; refresh token boʻlgan boʻlsa, bekor qilindi. Ruxsat serveri esa sizni hali taniydi: boshqa ilovaga parolsiz kirasiz.',
    signed_out_everywhere:
      'Siz bu yerdan chiqdingiz; ruxsat serverida rozi boʻlgan boʻlsangiz, hamma joydan ham: boshqa ilovalarga u xabar berdi.',
    signed_out_elsewhere:
      'Siz hamma joydan chiqdingiz. Ruxsat serveri bu haqda bizga logout token orqali xabar berdi va bu seans tugadi.',
    forgotten: 'Ilova sizni unutdi. Uning seansi tugadi, ruxsat serverining seansi esa davom etmoqda.',
    disconnected:
      'Ruxsat qaytarib olindi: barcha tokenlar unutildi, refresh token boʻlgan boʻlsa, bekor qilindi. Siz esa hali kirgan holdasiz. Kimligingiz bilan nomingizdan nima qilish mumkinligi boshqa-boshqa narsa.',
    sign_in_again: 'Ruxsat muddati tugadi. Davom etish uchun qaytadan ulang.',
    access_denied: 'Siz rad etdingiz, shuning uchun hech narsa ulanmadi va hech narsa saqlanmadi.',
    login_required:
      'Ruxsat serveri sizni endi tanimaydi (login_required), sahifa koʻrsatmasdan esa soʻray olmaydi. Sahifa orqali kiring.',
    consent_required:
      'Ruxsat serveri sizdan rozilik soʻrashi kerak edi (consent_required), ammo unga sahifa koʻrsatmaslik aytilgan. Sahifa orqali ulang.',
    refused: 'Ruxsat serveri kirishni rad etdi. Qayta urinib koʻring.',
    unavailable:
      'Ruxsat serveri javob bermayapti. Hech narsa yoʻqolmadi, birozdan keyin qayta urinib koʻring.',
    connected_silently: 'Sahifasiz ulandi: ruxsat serverining seansi yetarli boʻldi (prompt=none).',
    refreshed: 'Yangi access token olindi, u bilan birga yangi refresh token ham.',
    no_refresh_token: 'Yangi access token olish uchun refresh token yoʻq.',
    not_printable:
      'Bularning hech birini chop etib boʻlmaydi: rasm PNG yoki JPEG va koʻpi bilan 25 megapiksel boʻlishi kerak.',
    not_text: 'Bu hujjatni imzolab boʻlmaydi: u UTF-8 dagi matn emas.',
    too_large: 'Bu bir martada olinadigan miqdordan koʻp.',
    nothing_chosen: 'Hech narsa tanlanmagan.',
  },
)

const good: readonly NoticeKey[] = ['connected_silently', 'refreshed']

export function notice(key: NoticeKey, language: Language): Content {
  const kind = good.includes(key) ? 'success' : 'notice'
  return html`<p class="${kind}" role="status">${words(language)[key]}</p>`
}
