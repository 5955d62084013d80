/** Fields in which one picks: options, dates, times and people. */
import AtlaskitCalendar from '@atlaskit/calendar'
import { DatePicker as AtlaskitDatePicker, TimePicker as AtlaskitTimePicker } from '@atlaskit/datetime-picker'
import { Label } from '@atlaskit/form'
import AtlaskitSelect, { AsyncSelect } from '@atlaskit/select'
import { useId } from 'react'
import type { ComponentProps } from 'react'
import type { Drawings, Drawn } from '../draw'
import { read } from '../server'
import { passThrough, propsFor } from './pass-through'

type SelectProps = ComponentProps<typeof AtlaskitSelect>

/** A label names the input, so the id that a form gives to the field has to be the input's. */
function Select(props: Drawn) {
  const { id, inputId, ...rest } = propsFor<SelectProps>(props)
  const fieldId = inputId ?? id
  return <AtlaskitSelect {...rest} {...(fieldId === undefined ? {} : { inputId: fieldId })} />
}

interface FoundAccount {
  readonly accountId: string
  readonly displayName: string
  readonly email: string
}

interface UserOption {
  readonly id: string
  readonly type: 'user'
  readonly name: string
  readonly email: string
  readonly avatarUrl: string
}

/** Searches the accounts of the site, as Jira's own picker does. */
function UserPicker({ label, name, description, placeholder, isMulti, isRequired, onChange }: Drawn) {
  const id = useId()
  const search = async (text: string): Promise<UserOption[]> => {
    if (text === '') return []
    return (await read<FoundAccount[]>('accounts', { search: text })).map(toOption)
  }
  return (
    <div>
      <Label htmlFor={id}>
        {String(label)}
        {isRequired === true ? ' *' : ''}
      </Label>
      <AsyncSelect<UserOption, boolean>
        inputId={id}
        name={String(name)}
        isMulti={isMulti === true}
        placeholder={String(placeholder ?? 'Enter a name or an e-mail address')}
        loadOptions={search}
        getOptionLabel={(user) => user.name}
        getOptionValue={(user) => user.id}
        onChange={(picked) => (onChange as ((picked: unknown) => void) | undefined)?.(picked)}
      />
      {description === undefined ? null : <small>{String(description)}</small>}
    </div>
  )
}

function toOption({ accountId, displayName, email }: FoundAccount): UserOption {
  return { id: accountId, type: 'user', name: displayName, email, avatarUrl: '' }
}

export const pickerDrawings: Drawings = {
  Select,
  UserPicker,
  DatePicker: passThrough(AtlaskitDatePicker),
  TimePicker: passThrough(AtlaskitTimePicker),
  Calendar: passThrough(AtlaskitCalendar),
}
