import { EventEmitter } from 'node:events'
import supertest from 'supertest'
import { createObserver } from '../../src/observer/app.js'
import { ParentSwitch } from '../../src/observer/part-switch.js'

/** The program that has started the observer: it does what it is asked to, and tells. */
class Parent extends EventEmitter {
  readonly asked: unknown[] = []
  runs = true

  send(message: unknown): void {
    this.asked.push(message)
    this.runs = (message as { on: boolean }).on
    this.tell()
  }

  tell(): void {
    this.emit('message', { parts: [{ name: 'authorization "server"', runs: this.runs }] })
  }
}

function observed() {
  const parent = new Parent()
  const app = createObserver({
    stepsKey: 'a-key-of-the-observer',
    origin: 'http://127.0.0.1:4500',
    partSwitch: new ParentSwitch(parent, (message) => parent.send(message)),
  })
  return { parent, ask: supertest.agent(app).set('host', '127.0.0.1:4500') }
}

const name = 'authorization "server"'

test('a part is stopped and started again, and the page says which it is', async () => {
  const { parent, ask } = observed()
  expect((await ask.get('/')).text).not.toContain('/parts')
  parent.tell()
  expect((await ask.get('/')).text).toContain('Stop: authorization &quot;server&quot;')
  await ask.post('/parts').type('form').send({ stop: name }).expect(303)
  expect((await ask.get('/')).text).toContain('Start: authorization &quot;server&quot;')
  await ask.post('/parts').type('form').send({ start: name }).expect(303)
  expect(parent.asked).toEqual([
    { turn: name, on: false },
    { turn: name, on: true },
  ])
})

test('what makes no sense asks for nothing', async () => {
  const { parent, ask } = observed()
  parent.tell()
  parent.emit('message', 'nonsense')
  parent.emit('message', { parts: [{ name: 7 }] })
  await ask.post('/parts').type('form').send({ start: name }).expect(303)
  await ask.post('/parts').type('form').send({ stop: 'another' }).expect(303)
  await ask.post('/parts').type('form').send({}).expect(303)
  expect(parent.asked).toEqual([])
})

test.each([{ 'Sec-Fetch-Site': 'same-site' }, { Origin: 'http://127.0.0.1:4100' }])(
  'a page of another origin stops nothing: %j',
  async (headers) => {
    const { parent, ask } = observed()
    parent.tell()
    await ask.post('/parts').set(headers).type('form').send({ stop: name }).expect(403)
    expect(parent.asked).toEqual([])
  },
)

test('what is turned meanwhile is waited for as well: one message answers one of them', async () => {
  const channel = new EventEmitter()
  const asked: unknown[] = []
  const partSwitch = new ParentSwitch(channel, (message) => asked.push(message))
  const tell = (first: boolean, second: boolean) =>
    channel.emit('message', {
      parts: [
        { name: 'first', runs: first },
        { name: 'second', runs: second },
      ],
    })
  const turned: string[] = []
  const pause = () => new Promise((resolve) => setImmediate(resolve))
  tell(true, true)
  void partSwitch.turn('first', false).then(() => turned.push('first'))
  void partSwitch.turn('second', false).then(() => turned.push('second'))
  void partSwitch.turn('second', false).then(() => turned.push('second, clicked twice'))
  await pause()
  tell(false, true)
  await pause()
  expect(turned).toEqual(['first'])
  tell(false, false)
  await pause()
  expect(turned).toEqual(['first', 'second', 'second, clicked twice'])
  expect(asked).toHaveLength(2)
})
