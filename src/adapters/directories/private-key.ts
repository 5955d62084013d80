import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { AppError } from '../../core/errors'

/**
 * Imports an RSA private key (PEM) for signing assertions.
 * @throws AppError `invalid-input`, which never tells anything of the key
 */
export async function importPrivateKey(pem: string, algorithm: 'RSA-PSS' | 'RSASSA-PKCS1-v1_5'): Promise<CryptoKey> {
  try {
    const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })
    return await crypto.subtle.importKey('pkcs8', new Uint8Array(der), { name: algorithm, hash: 'SHA-256' }, false, [
      'sign',
    ])
  } catch {
    throw new AppError('invalid-input', 'Private key: expected an RSA key in PEM form without a passphrase.')
  }
}

/** SHA-256 of a certificate (PEM), as the header `x5t#S256` wants it. @throws AppError `invalid-input` */
export function thumbprintOf(certificate: string): string {
  try {
    return createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url')
  } catch {
    throw new AppError('invalid-input', 'Certificate: expected a certificate in PEM form.')
  }
}

/** @returns the last day on which a certificate (PEM) is good, YYYY-MM-DD; null when it cannot be read */
export function endOfCertificate(certificate: string): string | null {
  try {
    return new Date(new X509Certificate(certificate).validTo).toISOString().slice(0, 10)
  } catch {
    return null
  }
}
