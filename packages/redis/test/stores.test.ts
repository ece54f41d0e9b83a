import { clients, clusterClients } from './support/clients.js'
import { describeWithRedis, RedisServer } from './support/redis-server.js'
import { bothSuites } from './support/suites.js'

describeWithRedis('stores on a Redis server', () => {
  const server = new RedisServer()
  beforeAll(() => server.start())
  afterAll(() => server.close())

  describe.each(Object.entries(clients))('%s', (_name, connect) => bothSuites(server, connect))
})

describeWithRedis('stores on a Redis cluster', () => {
  const server = new RedisServer('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1')
  beforeAll(() => server.startCluster())
  afterAll(() => server.close())

  describe.each(Object.entries(clusterClients))('%s', (_name, connect) => bothSuites(server, connect))
})
