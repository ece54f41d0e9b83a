import { once } from 'node:events'
import { createServer } from 'node:net'
import { freePort } from '../src/free-port.js'

test('ports that are asked for one after the other are several, free, and none that systems hand out', async () => {
  const ports: number[] = []
  for (let times = 0; times < 200; times++) ports.push(await freePort())
  expect(new Set(ports).size).toBe(200)
  expect(ports.filter((port) => port < 1024 || port >= 32_768)).toEqual([])
  const server = createServer().listen(ports[0], '127.0.0.1')
  await once(server, 'listening')
  server.close()
})
