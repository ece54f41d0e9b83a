import { z } from 'zod'

export const role = z.enum(['owner', 'editor', 'viewer']).meta({
  id: 'Role',
  description:
    'What you may do with it: a viewer reads, an editor also changes, an owner also shares and deletes',
})

export const ownerJson = z.object({ name: z.string().optional(), email: z.string().optional() }).meta({
  id: 'Owner',
  description: 'Whose it is, when it is not yours; as the owner has last shown it here',
})

/** An id in an address. */
export const idPath = z.object({
  id: z.string().meta({ description: 'The id of the thing', format: 'uuid' }),
})

export const thingId = z.uuid().meta({ examples: ['0190a0e0-0000-7000-8000-000000000000'] })

export const time = z.iso.datetime().meta({ examples: ['2030-01-01T12:00:00.000Z'] })
