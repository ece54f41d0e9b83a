import { html, icon, texts, type Content } from 'sample-ui'
import { nameOf, type Page, type Reader } from '../site.js'

const words = texts(
  {
    images: {
      title: 'Your photos, on paper',
      lead: 'Photo Print makes print sheets of the pictures in your Drive.',
      open: 'See my photos',
    },
    texts: {
      title: 'Sign your documents',
      lead: 'Doc Sign makes signed copies of the text documents in your Drive.',
      open: 'See my documents',
    },
    third: (name: string) =>
      `${name} belongs to somebody else than your Drive. It does not get your password: you sign in at the authorization server, and say there what it may do.`,
    asks: 'It will ask for',
    read: 'to see your files. It reads only, and cannot change or delete anything',
    identity: 'to know your name and e-mail address',
    offline: 'to keep this access while you are away',
    connect: 'Connect your Drive',
    silently: 'Connect again silently',
    silentlyNote:
      'prompt=none: the authorization server may show no page. It works when you are signed in there and have agreed before. It gives no refresh token, since that needs your consent.',
    hello: (name: string) => `Hello, ${name}`,
    connected: 'Your Drive is connected.',
    disconnected: 'You are signed in, and your Drive is not connected.',
    write: 'Try to write',
    writeNote: 'What happens when an application wants more than it was allowed.',
    tokens: 'My tokens',
    tokensNote: 'The three tokens and the cookie: what stands in them, and how they were checked.',
  },
  {
    images: {
      title: 'Rasmlaringiz qogʻozda',
      lead: 'Photo Print Driveʼingizdagi rasmlarni chop etiladigan varaqlarga aylantiradi.',
      open: 'Rasmlarimni koʻrish',
    },
    texts: {
      title: 'Hujjatlaringizni imzolang',
      lead: 'Doc Sign Driveʼingizdagi matnli hujjatlarning imzolangan nusxasini tayyorlaydi.',
      open: 'Hujjatlarimni koʻrish',
    },
    third: (name: string) =>
      `${name} va Driveʼingiz egalari boshqa-boshqa. Parolingiz unga berilmaydi: siz ruxsat serverida kirasiz va ilovaga nima mumkinligini oʻsha yerda aytasiz.`,
    asks: 'U quyidagilarni soʻraydi',
    read: 'fayllaringizni koʻrish. U faqat oʻqiydi, hech narsani oʻzgartira yoki oʻchira olmaydi',
    identity: 'ismingiz va elektron pochta manzilingizni bilish',
    offline: 'siz yoʻgʻingizda ham shu ruxsatni saqlab turish',
    connect: 'Driveʼni ulash',
    silently: 'Sezdirmasdan qayta ulash',
    silentlyNote:
      'prompt=none: ruxsat serveri hech qanday sahifa koʻrsatmasligi kerak. U yerda kirgan va avval rozilik bergan boʻlsangiz, ishlaydi. Refresh token bermaydi, chunki buning uchun roziligingiz kerak.',
    hello: (name: string) => `Salom, ${name}`,
    connected: 'Driveʼingiz ulangan.',
    disconnected: 'Siz kirgansiz, ammo Driveʼingiz ulanmagan.',
    write: 'Yozib koʻrish',
    writeNote: 'Ilova ruxsat berilganidan koʻprogʻini xohlasa, nima boʻladi.',
    tokens: 'Tokenlarim',
    tokensNote: 'Uchta token va cookie: ularda nima bor va ular qanday tekshirilgan.',
  },
)

/** For somebody who is not connected: what this is, and what it will ask for. */
export function welcomePage({ language, application, person }: Reader): Page {
  const say = words(language)
  const { title, lead } = say[application.takes]
  return {
    title,
    content: html`<div class="welcome">
      <section class="card">
        <span class="emblem">${icon(application.icon)}</span>
        <h1>${person ? say.hello(nameOf(person)) : title}</h1>
        <p class="lead">${person ? say.disconnected : lead}</p>
        <p>${say.third(application.name)}</p>
        <h2>${say.asks}</h2>
        <ul class="asks">
          ${[say.read, say.identity, say.offline].map((what) => html`<li>${icon('check')}<span>${what}</span></li>`)}
        </ul>
        <div class="actions">
          <form method="post" action="/connect">
            <button class="primary">${icon('plug')}<span>${say.connect}</span></button>
          </form>
          <form method="post" action="/connect-silently">
            <button>${icon('repeat')}<span>${say.silently}</span></button>
          </form>
        </div>
        <p class="note">${say.silentlyNote}</p>
      </section>
    </div>`,
  }
}

/** For somebody who is connected: where to go. */
export function connectedPage({ language, application, person }: Reader): Page {
  const say = words(language)
  const { open, lead } = say[application.takes]
  const name = person ? nameOf(person) : ''
  const card = (href: string, picture: Content, title: string, note: string) =>
    html`<a class="card choice" href="${href}"
      >${picture}<span><strong>${title}</strong><span class="detail">${note}</span></span></a
    >`
  return {
    title: application.name,
    content: html`<div class="stack">
      <div>
        <h1>${say.hello(name)}</h1>
        <p class="lead">${say.connected}</p>
      </div>
      <div class="columns">
        ${card(application.home, icon(application.takes === 'images' ? 'images' : 'file-text'), open, lead)}
        ${card('/write', icon('pencil'), say.write, say.writeNote)}
        ${card('/tokens', icon('key-round'), say.tokens, say.tokensNote)}
      </div>
    </div>`,
  }
}
