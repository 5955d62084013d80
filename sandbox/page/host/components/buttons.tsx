/** Buttons. Icons are given by name; `link` appearances exist for links only. */
import { ButtonGroup as AtlaskitButtonGroup } from '@atlaskit/button'
import AtlaskitButton, { LinkButton as AtlaskitLinkButton } from '@atlaskit/button/new'
import type { ComponentProps, MouseEvent } from 'react'
import type { Drawings, Drawn } from '../draw'
import { goTo } from '../navigation'
import { NamedIcon } from './icon'
import { passThrough, propsFor } from './pass-through'

type ButtonProps = ComponentProps<typeof AtlaskitButton>

function iconsOf({ iconBefore, iconAfter }: Drawn): Pick<ButtonProps, 'iconBefore' | 'iconAfter'> {
  const before = typeof iconBefore === 'string' ? { iconBefore: () => <NamedIcon name={iconBefore} /> } : {}
  const after = typeof iconAfter === 'string' ? { iconAfter: () => <NamedIcon name={iconAfter} /> } : {}
  return { ...before, ...after } as Pick<ButtonProps, 'iconBefore' | 'iconAfter'>
}

function Button(props: Drawn) {
  const { iconBefore: _before, iconAfter: _after, spacing, ...rest } = propsFor<ButtonProps>(props)
  return <AtlaskitButton type="button" {...rest} {...spacingOf(spacing)} {...iconsOf(props)} />
}

/** `none` is the older button's: the newer one has nothing narrower than compact. */
function spacingOf(spacing: unknown): { spacing?: 'compact' | 'default' } {
  return spacing === undefined ? {} : { spacing: spacing === 'default' ? 'default' : 'compact' }
}

function LinkButton(props: Drawn) {
  const { appearance, href, target, spacing, onClick, ...rest } = propsFor<
    Omit<ComponentProps<typeof AtlaskitLinkButton>, 'appearance'> & { appearance?: string }
  >(props)
  const look = appearance === 'link' || appearance === 'subtle-link' ? 'subtle' : appearance
  const open = (event: MouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault()
    ;(onClick as ((event: MouseEvent) => void) | undefined)?.(event)
    goTo({ url: String(href), type: target === '_blank' ? 'new-tab' : 'same-tab' })
  }
  const style = look === undefined ? {} : { appearance: look as 'subtle' }
  return <AtlaskitLinkButton {...rest} {...style} {...spacingOf(spacing)} href={String(href ?? '#')} onClick={open} />
}

export const buttonDrawings: Drawings = {
  Button,
  LoadingButton: Button,
  LinkButton,
  ButtonGroup: passThrough(AtlaskitButtonGroup),
}
