import { resolve } from 'node:path'
import { type Environment, loopback } from './environment.js'

/** A program of the sample, with all that is needed to start it. */
export interface Part {
  readonly name: string
  /** The folder of the package. */
  readonly folder: string
  readonly port: number
  /** The variable of the sample that sets the port. */
  readonly portVariable: string
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
}

const examples = resolve(import.meta.dirname, '../..')

/**
 * The parts of the sample. They know of each other by address alone, as they would on different machines.
 *
 * @param stepsKey with which they tell the observer what happens; without it they tell nobody, and the observer cannot be started
 */
export function sampleParts(environment: Environment, stepsKey?: string) {
  const { authorizationServerPort, drivePort, photoPrintPort, docSignPort, observerPort } = environment
  const { listenHost, dataDir } = environment
  const issuer = `http://${loopback}:${authorizationServerPort}`
  const drive = `http://${loopback}:${drivePort}`
  const photoPrint = `http://${loopback}:${photoPrintPort}`
  const docSign = `http://${loopback}:${docSignPort}`
  const observer = `http://${loopback}:${observerPort}`
  const shared = {
    HOST: listenHost,
    // For the foot of all pages.
    SAMPLE_PARTS: [
      `Authorization server=${issuer}`,
      `Drive=${drive}/drive`,
      `Photo Print=${photoPrint}`,
      `Doc Sign=${docSign}`,
    ].join(','),
    ...(stepsKey !== undefined && { STEPS_KEY: stepsKey }),
  }
  const watched = { ...shared, ...(stepsKey !== undefined && { STEPS_URL: observer }) }
  const application = {
    ...watched,
    ISSUER: issuer,
    DRIVE_URL: drive,
    // What a shell happens to have under such common names means something else.
    CLIENT_ID: '',
    CLIENT_SECRET: '',
  }
  return {
    observer: {
      name: 'what just happened',
      folder: resolve(examples, 'what-just-happened'),
      port: observerPort,
      portVariable: 'OBSERVER_PORT',
      url: observer,
      environment: { ...shared, PORT: String(observerPort) },
    },
    authorizationServer: {
      name: 'authorization server',
      folder: resolve(examples, 'authorization-server'),
      port: authorizationServerPort,
      portVariable: 'AUTHORIZATION_SERVER_PORT',
      url: issuer,
      environment: {
        ...watched,
        PORT: String(authorizationServerPort),
        ISSUER: issuer,
        DRIVE_AUDIENCE: drive,
        DRIVE_URL: drive,
        PHOTO_PRINT_URL: photoPrint,
        DOC_SIGN_URL: docSign,
        DATA_DIR: resolve(dataDir, 'authorization-server'),
      },
    },
    drive: {
      name: 'drive files',
      folder: resolve(examples, 'drive-files'),
      port: drivePort,
      portVariable: 'DRIVE_PORT',
      url: drive,
      environment: {
        ...watched,
        PORT: String(drivePort),
        ISSUER: issuer,
        AUDIENCE: drive,
        PUBLIC_URL: drive,
        SAMPLE_FILES_ISSUER: issuer,
        WEB_CLIENT_SECRET: 'drive-web-sample-secret',
        DATA_DIR: resolve(dataDir, 'drive-files'),
      },
    },
    photoPrint: {
      name: 'Photo Print',
      folder: resolve(examples, 'photo-print'),
      port: photoPrintPort,
      portVariable: 'PHOTO_PRINT_PORT',
      url: photoPrint,
      environment: { ...application, APP: 'photo-print', PORT: String(photoPrintPort), URL: photoPrint },
    },
    docSign: {
      name: 'Doc Sign',
      folder: resolve(examples, 'photo-print'),
      port: docSignPort,
      portVariable: 'DOC_SIGN_PORT',
      url: docSign,
      environment: { ...application, APP: 'doc-sign', PORT: String(docSignPort), URL: docSign },
    },
  } satisfies Record<string, Part>
}
