import Koa from 'koa'
import Koa2 from 'koa2'
import { blackBoxCases } from '../../../test/adapters/black-box-cases.js'
import { koaDoor } from './koa-door.js'

describe('Koa 3', () => blackBoxCases(koaDoor(Koa)))
describe('Koa 2', () => blackBoxCases(koaDoor(Koa2)))
