import { nestCases } from './nest-cases.js'

nestCases('NestJS 12')
