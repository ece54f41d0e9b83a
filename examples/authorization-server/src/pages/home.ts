import { html, texts } from 'sample-ui'
import { page, type Frame, type Page } from './page.js'

const words = texts(
  {
    title: 'Authorization server',
    lead: 'Here people sign in and decide what an application may do in their name. The application gets a token for that, and never the password.',
    start: 'It starts at an application, not here. What applications can rely on:',
    configuration: 'OpenID configuration',
    metadata: 'Authorization server metadata',
    keys: 'Public keys',
    account: 'Metadata of the account API',
    signOut: 'Sign out',
  },
  {
    title: 'Ruxsat serveri',
    lead: 'Odamlar shu yerda tizimga kiradi va ilova ular nomidan nima qila olishini hal qiladi. Ilova buning uchun token oladi, parolni esa hech qachon olmaydi.',
    start: 'Ish bu yerdan emas, ilovadan boshlanadi. Ilovalar tayanadigan hujjatlar:',
    configuration: 'OpenID sozlamalari',
    metadata: 'Ruxsat serverining metamaʼlumotlari',
    keys: 'Ochiq kalitlar',
    account: 'Hisob APIʼsining metamaʼlumotlari',
    signOut: 'Chiqish',
  },
)

export function homePage(frame: Frame): Page {
  const say = words(frame.language)
  return page(
    frame,
    say.title,
    html`<h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      <p>${say.start}</p>
      <ul class="plain">
        <li><a href="/.well-known/openid-configuration">${say.configuration}</a></li>
        <li><a href="/.well-known/oauth-authorization-server">${say.metadata}</a></li>
        <li><a href="/jwks">${say.keys}</a></li>
        <li><a href="/.well-known/oauth-protected-resource/account">${say.account}</a></li>
      </ul>
      <p><a href="/end-session">${say.signOut}</a></p>`,
  )
}
