import express from 'express'
import express4 from 'express4'
import oldestExpress from 'express4.18'
import { adapterConformance } from '@qalqon/testing/adapters'
import { expressDoor } from './express-door.js'
import { versions } from '../../../test/every-version.js'

describe.each(
  versions(
    ['Express 5', expressDoor(express, 5)],
    ['Express 4', expressDoor(express4, 4)],
    ['Express 4.18', expressDoor(oldestExpress, 4)],
  ),
)('%s', (_version, door) => {
  for (const { chapter, name, run } of adapterConformance(door)) describe(chapter, () => test(name, run))
})
