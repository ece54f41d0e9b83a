import express from 'express'
import express4 from 'express4'
import { blackBoxCases } from '../../../test/adapters/black-box-cases.js'
import { expressDoor } from './express-door.js'

describe('Express 5', () => blackBoxCases(expressDoor(express, 5)))
describe('Express 4', () => blackBoxCases(expressDoor(express4, 4)))
