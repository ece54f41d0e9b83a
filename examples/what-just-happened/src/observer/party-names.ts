import { texts } from 'sample-ui'
import type { Party } from '../party.js'

/** What the parties are called. */
export const partyNames = texts<Readonly<Record<Party, string>>>(
  {
    browser: 'Browser',
    'photo-print': 'Photo Print',
    'doc-sign': 'Doc Sign',
    client: 'Another program',
    'drive-web': 'The Drive’s page',
    'authorization-server': 'Authorization server',
    drive: 'Drive API',
    server: 'Another server',
  },
  {
    browser: 'Brauzer',
    'photo-print': 'Photo Print',
    'doc-sign': 'Doc Sign',
    client: 'Boshqa dastur',
    'drive-web': 'Drive sahifasi',
    'authorization-server': 'Ruxsat serveri',
    drive: 'Drive API',
    server: 'Boshqa server',
  },
)
