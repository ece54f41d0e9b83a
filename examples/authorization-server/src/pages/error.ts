import { html, texts } from 'sample-ui'
import { page, type Frame, type Page } from './page.js'

const words = texts(
  {
    title: 'That did not work',
    lead: 'Go back to the application that sent you here, and try again.',
    error: 'Error',
    unknown: 'The request could not be answered.',
    notFound: 'Not found',
    nothing: 'There is nothing at this address.',
    home: 'What this server is',
  },
  {
    title: 'Amalga oshmadi',
    lead: 'Sizni bu yerga yuborgan ilovaga qayting va qaytadan urinib koʻring.',
    error: 'Xato',
    unknown: 'Soʻrovga javob berib boʻlmadi.',
    notFound: 'Topilmadi',
    nothing: 'Bu manzilda hech narsa yoʻq.',
    home: 'Bu qanday server',
  },
)

/** What happened, for the person. A code without words of its own is explained by its description alone. */
const reasons = texts<Readonly<Record<string, string>>>(
  {
    invalid_client: 'This application is not registered here.',
    invalid_redirect_uri: 'The application wants the answer sent to an address that is not registered.',
    invalid_request: 'The request is not complete, or its time is over.',
    server_error: 'Something went wrong here. The operator can read what it was in the log.',
    foreign_form: 'This form was not sent by a page of this server.',
    form_too_long: 'The form is too long.',
    not_a_form: 'This address takes a form.',
  },
  {
    invalid_client: 'Bu ilova bu yerda roʻyxatdan oʻtmagan.',
    invalid_redirect_uri: 'Ilova javobni roʻyxatdan oʻtmagan manzilga yuborishni soʻradi.',
    invalid_request: 'Soʻrov toʻliq emas yoki uning muddati oʻtgan.',
    server_error: 'Bu yerda xatolik yuz berdi. Uning sababi server jurnaliga yozildi.',
    foreign_form: 'Bu forma ushbu serverning sahifasidan yuborilmagan.',
    form_too_long: 'Forma juda uzun.',
    not_a_form: 'Bu manzil faqat forma qabul qiladi.',
  },
)

/**
 * @param code an error code of OAuth 2.0, such as `invalid_redirect_uri`, for whoever looks into the matter.
 * @param description of oidc-provider, in English, for the same.
 */
export function errorPage(frame: Frame, code: string, description?: string): Page {
  const say = words(frame.language)
  const details = description !== undefined && html`: <span lang="en">${description}</span>`
  return page(
    frame,
    say.title,
    html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      <p class="alert">${reasons(frame.language)[code] ?? say.unknown}</p>
      <p class="note">${say.error} <code>${code}</code>${details}</p>`,
  )
}

export function notFoundPage(frame: Frame): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.notFound,
    html`<h1>${say.notFound}</h1>
      <p class="lead">${say.nothing}</p>
      <p class="note"><a href="/">${say.home}</a></p>`,
  )
}
