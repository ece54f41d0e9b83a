import express from 'express'
import express4 from 'express4'
import { adapterConformance } from '@qalqon/testing/adapters'
import { expressDoor } from './express-door.js'

describe('Express 5', () => {
  for (const { chapter, name, run } of adapterConformance(expressDoor(express, 5)))
    describe(chapter, () => test(name, run))
})
describe('Express 4', () => {
  for (const { chapter, name, run } of adapterConformance(expressDoor(express4, 4)))
    describe(chapter, () => test(name, run))
})
