/** Boxes and their order. Styles of `xcss` are limited to design tokens, as in UI Kit. */
import {
  Bleed as AtlaskitBleed,
  Box as AtlaskitBox,
  Inline as AtlaskitInline,
  Pressable as AtlaskitPressable,
  Stack as AtlaskitStack,
  xcss,
} from '@atlaskit/primitives'
import type { ComponentProps } from 'react'
import type { Drawings, Drawn } from '../draw'
import { passThrough, propsFor } from './pass-through'

function styleOf(props: Drawn): { xcss?: ReturnType<typeof xcss> } {
  const style = props['xcss'] as Parameters<typeof xcss>[0] | undefined
  return style === undefined ? {} : { xcss: xcss(style) }
}

function Box(props: Drawn) {
  return <AtlaskitBox {...propsFor<ComponentProps<typeof AtlaskitBox>>(props)} {...styleOf(props)} />
}

function Pressable(props: Drawn) {
  return <AtlaskitPressable {...propsFor<ComponentProps<typeof AtlaskitPressable>>(props)} {...styleOf(props)} />
}

export const layoutDrawings: Drawings = {
  Root: ({ children }) => <>{children}</>,
  Box,
  Pressable,
  Inline: passThrough(AtlaskitInline),
  Stack: passThrough(AtlaskitStack),
  Bleed: passThrough(AtlaskitBleed),
}
