/** Icons by name. Each is a module of its own, loaded when first drawn. */
import type { NewCoreIconProps } from '@atlaskit/icon'
import { token } from '@atlaskit/tokens'
import { useEffect, useState } from 'react'
import type { ComponentType } from 'react'
import type { Drawings, Drawn } from '../draw'
import { Loud } from '../problems'

type Glyph = ComponentType<NewCoreIconProps>
const loaded = new Map<string, Glyph | null>()

/** undefined = still loading, null = Atlaskit has no icon of this name */
function useGlyph(name: string): Glyph | null | undefined {
  const [, setArrived] = useState(0)
  useEffect(() => {
    if (loaded.has(name)) return
    let isWanted = true
    load(name).then((glyph) => {
      loaded.set(name, glyph)
      if (isWanted) setArrived((count) => count + 1)
    }, undefined)
    return () => {
      isWanted = false
    }
  }, [name])
  return loaded.get(name)
}

async function load(name: string): Promise<Glyph | null> {
  const address = `/host/icons/${name}.js`
  try {
    // Atlaskit's icons are CommonJS: what they export is the default of what the browser imports.
    return ((await import(address)) as { default: { default: Glyph } }).default.default
  } catch {
    return null
  }
}

/** @param label '' for an icon that only decorates */
export function NamedIcon({ name, label = '', ...rest }: { name: string; label?: string } & Partial<NewCoreIconProps>) {
  const Glyph = useGlyph(name)
  if (Glyph === undefined) return <span style={{ display: 'inline-block', width: 16, height: 16 }} />
  if (Glyph === null) return <Loud>{`Atlaskit has no icon ${name}.`}</Loud>
  return <Glyph label={label} {...rest} />
}

function Icon({ glyph, label, size, color, primaryColor }: Drawn) {
  const tokenName = (color ?? primaryColor) as Parameters<typeof token>[0] | undefined
  return (
    <NamedIcon
      name={String(glyph)}
      label={String(label ?? '')}
      {...(tokenName === undefined ? {} : { color: token(tokenName) as NonNullable<NewCoreIconProps['color']> })}
      {...(size === 'small' ? { size: 'small' as const } : {})}
    />
  )
}

/** UI Kit's images have a size by name or take that of the file. */
function Image({ src, alt, size, width, height }: Drawn) {
  const widths: Readonly<Record<string, string>> = {
    xsmall: '20%',
    small: '40%',
    medium: '60%',
    large: '80%',
    xlarge: '100%',
  }
  const own = { width: width as number | undefined, height: height as number | undefined }
  return <img src={String(src)} alt={String(alt ?? '')} {...own} style={{ maxWidth: widths[String(size)] ?? '100%' }} />
}

export const iconDrawings: Drawings = { Icon, Image }
