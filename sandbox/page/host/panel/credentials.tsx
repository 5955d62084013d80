/** What the app's page asks for under its connections: ids and secrets of the emulated systems. */
import { token } from '@atlaskit/tokens'
import { useEffect, useState } from 'react'
import type { Credential } from '../../api'
import { read } from '../server'

export function Credentials() {
  const [credentials, setCredentials] = useState<readonly Credential[]>([])
  useEffect(() => {
    read<Credential[]>('credentials').then(setCredentials, undefined)
  }, [])
  return (
    <details>
      <summary style={{ cursor: 'pointer', font: token('font.heading.xsmall') }}>Credentials to type in</summary>
      <dl style={{ margin: 0, padding: 0 }}>
        {credentials.map(({ label, value }) => (
          <div key={label} style={{ marginBlockStart: 8 }}>
            <dt style={{ color: token('color.text.subtle') }}>{label}</dt>
            <dd style={{ margin: 0, font: token('font.code'), overflowWrap: 'anywhere', userSelect: 'all' }}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
