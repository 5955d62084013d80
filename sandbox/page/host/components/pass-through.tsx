/** For UI Kit components whose properties are those of the Atlaskit component of the same name. */
import type { ComponentType } from 'react'
import type { Drawn } from '../draw'

export function passThrough<Props>(Component: ComponentType<Props>): ComponentType<Drawn> {
  return function PassThrough({ doc: _doc, ...props }: Drawn) {
    return <Component {...(props as unknown as Props & object)} />
  }
}

/** The properties of a drawing as those of `Component`: UI Kit and Atlaskit name them alike. */
export function propsFor<Props>({ doc: _doc, ...props }: Drawn): Props {
  return props as unknown as Props
}
