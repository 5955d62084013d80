/** A Custom UI resource inside a UI Kit page, as high as its content. */
import { useEffect, useRef } from 'react'
import type { Drawings, Drawn } from '../draw'

/** What Forge allows a frame of Custom UI. */
const SANDBOX = 'allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts'

function Frame({ resource }: Drawn) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const element = frame.current!
    let observer: ResizeObserver | null = null
    const follow = (): void => {
      const page = element.contentDocument!.documentElement
      observer = new ResizeObserver(() => (element.style.height = `${page.offsetHeight}px`))
      observer.observe(page)
    }
    element.addEventListener('load', follow)
    return () => {
      element.removeEventListener('load', follow)
      observer?.disconnect()
    }
  }, [])
  return (
    <iframe
      ref={frame}
      title={`Frame ${String(resource)}`}
      src={`/frame/${String(resource)}/index.html`}
      sandbox={SANDBOX}
      style={{ border: 'none', width: '100%' }}
    />
  )
}

export const frameDrawings: Drawings = { Frame }
