import { useState } from 'react'
import { Button, Inline, Select, Stack } from '@forge/react'
import { NEW_PRODUCT, productName } from '../../../src/core/settings/products'
import type { ProductSettings } from '../../../src/core/settings/products'
import { Field, TextField } from '../common/field'
import { Subheading, Subtle } from '../common/shapes'
import type { Loose } from './draft'
import { NumberSetting, SwitchSetting } from './fields'
import type { SectionProps } from './fields'
import { GroupIdSetting, OrganizationGroupsSetting } from './group-settings'
import type { SettingsDraft } from './use-draft'

const texts = {
  kinds: {
    jira: (key: string) => `Jira tells its seats and groups (${key}).`,
    group: (key: string) => `A group product (${key}): the members of its groups are its used seats.`,
  },
  remove: (product: string) => `Stop looking after ${product}`,
  use90: (product: string) => `Use 90 days for ${product}`,
  addTitle: 'Another product',
  add: 'Product',
  addHelp: 'It is looked after once it is saved.',
  addButton: 'Add product',
  otherKey: 'Product key',
  otherKeyHelp: "As in the organization's activity data, or nobody ever counts as unused.",
  other: 'Another product, by its groups',
} as const

/** The products whose seats are looked after, each with its own rules. */
export function ProductSection({ draft }: SectionProps) {
  const { products } = draft.values
  const replace = (next: readonly Loose<ProductSettings>[]): void => draft.replace('products', next)
  return (
    <>
      {products.map((product, index) => (
        <ProductFields
          key={product.key}
          draft={draft}
          index={index}
          product={product}
          // The first one is what a signal means that names none; there is always one.
          remove={products.length === 1 ? null : () => replace(products.toSpliced(index, 1))}
        />
      ))}
      <AddProduct
        known={products.map(({ key }) => key)}
        add={(product) => replace([...products, { ...NEW_PRODUCT, ...product }])}
      />
    </>
  )
}

interface ProductFieldsProps {
  readonly draft: SettingsDraft
  readonly index: number
  readonly product: Loose<ProductSettings>
  readonly remove: (() => void) | null
}

function ProductFields({ draft, index, product, remove }: ProductFieldsProps) {
  const path = `products.${index}` as const
  const name = productName(product.key)
  return (
    <Stack space="space.150">
      <Inline spread="space-between" alignBlock="center">
        <Subheading>{name}</Subheading>
        {remove === null ? null : (
          <Button appearance="subtle" spacing="compact" onClick={remove}>
            {texts.remove(name)}
          </Button>
        )}
      </Inline>
      <Subtle>{texts.kinds[product.kind](product.key)}</Subtle>
      {product.kind === 'group' ? (
        <>
          <OrganizationGroupsSetting draft={draft} path={`${path}.accessGroupIds`} />
          <NumberSetting draft={draft} path={`${path}.seatTotal`} />
        </>
      ) : null}
      <GroupIdSetting draft={draft} path={`${path}.accessGroupId`} />
      <Inline space="space.300" shouldWrap>
        <NumberSetting draft={draft} path={`${path}.seatReserve`} />
        <NumberSetting draft={draft} path={`${path}.cap`} />
      </Inline>
      <NumberSetting draft={draft} path={`${path}.dormancyDays`} />
      {product.dormancyDays === 180 ? (
        <Inline>
          <Button spacing="compact" onClick={() => draft.replace(`${path}.dormancyDays`, 90)}>
            {texts.use90(name)}
          </Button>
        </Inline>
      ) : null}
      <SwitchSetting draft={draft} path={`${path}.grant`} />
      <SwitchSetting draft={draft} path={`${path}.sweep`} />
      <SwitchSetting draft={draft} path={`${path}.signals`} />
    </Stack>
  )
}

interface AddProductProps {
  readonly known: readonly string[]
  readonly add: (product: Pick<ProductSettings, 'key' | 'kind'>) => void
}

/** The key that is offered for any other product. */
const OTHER = 'other'
const OFFERS = (
  [
    ['jira-servicedesk', 'jira'],
    ['jira-product-discovery', 'jira'],
    ['confluence', 'group'],
    ['bitbucket', 'group'],
    [OTHER, 'group'],
  ] as const
).map(([value, kind]) => ({ value, kind, label: value === OTHER ? texts.other : productName(value) }))
type Offer = (typeof OFFERS)[number]

/** Products that Jira tells the seats of, products by groups that are usual, and any other one. */
function AddProduct({ known, add }: AddProductProps) {
  const offers = OFFERS.filter(({ value }) => !known.includes(value))
  const [chosen, setChosen] = useState<Offer | null>(null)
  const [otherKey, setOtherKey] = useState('')
  const key = chosen?.value === OTHER ? otherKey.trim() : (chosen?.value ?? '')
  const isUsable = chosen !== null && key !== '' && !known.includes(key)
  return (
    <Stack space="space.100" alignInline="start">
      <Subheading>{texts.addTitle}</Subheading>
      <Field id="add-product" label={texts.add} help={texts.addHelp}>
        <Select
          key={known.length}
          inputId="add-product"
          options={offers}
          onChange={(offer: Offer) => setChosen(offer)}
        />
      </Field>
      {chosen?.value === OTHER ? (
        <TextField
          id="add-product-key"
          label={texts.otherKey}
          help={texts.otherKeyHelp}
          width={240}
          change={setOtherKey}
        />
      ) : null}
      <Button
        isDisabled={!isUsable}
        onClick={() => {
          if (chosen === null) return
          add({ key, kind: chosen.kind })
          setChosen(null)
          setOtherKey('')
        }}
      >
        {texts.addButton}
      </Button>
    </Stack>
  )
}
