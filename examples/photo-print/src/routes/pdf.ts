import type { Response } from 'express'

/** Sends a PDF as a download. `Content-Disposition` is written by RFC 6266, also for names in other scripts. */
export function sendPdf(res: Response, name: string, pdf: Buffer): void {
  res.attachment(name)
  res.set({
    'Content-Type': 'application/pdf',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': 'sandbox',
  })
  res.send(pdf)
}
