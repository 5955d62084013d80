/** One example of every UI Kit component that the sandbox page can draw, as the reconciler would hand it over. */

export interface Doc {
  readonly type: string
  readonly props: Readonly<Record<string, unknown>>
  readonly children: readonly Doc[]
  readonly key: string
}

let made = 0

export function doc(type: string, props: Record<string, unknown> = {}, ...children: readonly (Doc | string)[]): Doc {
  const text = (content: string): Doc => ({
    type: 'String',
    props: { text: content },
    children: [],
    key: `${(made += 1)}`,
  })
  const docs = children.map((child) => (typeof child === 'string' ? text(child) : child))
  return { type, props, children: docs, key: `${(made += 1)}` }
}

const part = (name: string, ...children: readonly Doc[]): Doc => doc('ContentWrapper', { name }, ...children)
const cell = (cellKey: string, text: string): Doc => doc('Cell', { cellKey }, text)
const field = (label: string, type: string, props: Record<string, unknown>): Doc =>
  doc('Box', {}, doc('Label', { labelFor: props['id'] ?? props['inputId'] }, label), doc(type, props))

const SALES = [
  { month: 'May', sold: 3, where: 'shop' },
  { month: 'June', sold: 7, where: 'shop' },
  { month: 'June', sold: 2, where: 'web' },
]
const BARS = {
  data: SALES,
  xAccessor: 'month',
  yAccessor: 'sold',
  colorAccessor: 'where',
  title: 'Sales',
  subtitle: 'A year',
}
const LYING = { ...BARS, xAccessor: 'sold', yAccessor: 'month' }
const SLICES = {
  data: SALES,
  colorAccessor: 'month',
  valueAccessor: 'sold',
  labelAccessor: 'month',
  showMarkLabels: true,
}
const OPTIONS = [
  { label: 'One', value: '1' },
  { label: 'Two', value: '2' },
]

const words = [
  doc('Heading', { as: 'h2', size: 'medium' }, 'A heading'),
  doc('Text', {}, 'Plain, ', doc('Strong', {}, 'strong'), doc('Em', {}, ' leaning'), doc('Strike', {}, ' struck')),
  doc('Text', { as: 'strike' }, 'Struck as a whole'),
  doc('Text', {}, doc('Code', {}, 'npm start'), doc('Link', { href: '/browse/WORK-1' }, ' A link')),
  doc('CodeBlock', { text: 'one\ntwo', language: 'text' }),
  doc('List', { type: 'ordered' }, doc('ListItem', {}, 'First'), doc('ListItem', {}, 'Second')),
  doc('Lozenge', { appearance: 'success' }, 'Done'),
  doc('Badge', { appearance: 'primary', max: 99 }, '120'),
  doc('TagGroup', {}, doc('Tag', { text: 'a tag', isRemovable: false }), doc('Tag', { text: 'another' })),
  doc('Icon', { glyph: 'check-circle', label: 'Done' }),
  doc('Image', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', alt: 'Nothing', size: 'xsmall' }),
  doc('User', { accountId: 'nobody' }),
  doc('UserGroup', {}, doc('User', { accountId: 'nobody', hideDisplayName: true })),
]

const buttons = [
  doc('ButtonGroup', { label: 'Actions' }, doc('Button', { appearance: 'primary', iconBefore: 'add' }, 'Add')),
  doc('LoadingButton', { isLoading: false }, 'Save'),
  doc('LinkButton', { href: '/jira', appearance: 'link' }, 'Go'),
  doc('Pressable', { padding: 'space.100' }, 'Press'),
  doc('Tooltip', { content: 'More' }, doc('Button', {}, 'With a tooltip')),
  doc(
    'Popup',
    { isOpen: false },
    part('content', doc('Text', {}, 'Inside')),
    part('trigger', doc('Button', {}, 'Open')),
  ),
  doc('Pagination', { pages: [1, 2, 3], label: 'Pages' }),
  doc(
    'Breadcrumbs',
    {},
    doc('BreadcrumbsItem', { href: '/a', text: 'A' }),
    doc('BreadcrumbsItem', { href: '/b', text: 'B' }),
  ),
]

const form = doc(
  'Form',
  {},
  doc('FormHeader', { title: 'A form' }, doc('Text', {}, 'Required fields have an asterisk ', doc('RequiredAsterisk'))),
  doc(
    'FormSection',
    { title: 'Fields' },
    field('Text', 'Textfield', { id: 'f-text', defaultValue: 'Ada' }),
    field('Long text', 'TextArea', { id: 'f-long' }),
    field('Choice', 'Select', { inputId: 'f-select', options: OPTIONS }),
    field('Switch', 'Toggle', { id: 'f-toggle', isChecked: true }),
    field('Level', 'Range', { id: 'f-range', min: 0, max: 10, step: 1, defaultValue: 5 }),
    field('Day', 'DatePicker', { id: 'f-day', defaultValue: '2026-01-05' }),
    field('Time', 'TimePicker', { id: 'f-time', defaultValue: '08:00' }),
    doc('Checkbox', { label: 'One box', value: 'box', name: 'box' }),
    doc('CheckboxGroup', { name: 'Several boxes', options: OPTIONS, defaultValue: ['1'] }),
    doc('Radio', { label: 'One radio', value: 'radio', name: 'radio' }),
    doc('RadioGroup', { name: 'radios', options: OPTIONS.map((option) => ({ ...option, name: 'radios' })) }),
    doc('UserPicker', { label: 'Person', name: 'person' }),
    doc('HelperMessage', {}, 'Help'),
    doc('ErrorMessage', {}, 'Wrong'),
    doc('ValidMessage', {}, 'Right'),
  ),
  doc('FormFooter', { align: 'start' }, doc('Button', { type: 'submit' }, 'Submit')),
)

const states = [
  doc('SectionMessage', { appearance: 'warning', title: 'Careful' }, doc('Text', {}, 'Something')),
  doc('EmptyState', { header: 'Nothing here', headingLevel: 2, description: 'Yet' }),
  doc('ProgressBar', { value: 0.4, ariaLabel: 'Progress' }),
  doc('ProgressTracker', {
    items: [
      { id: 'a', label: 'Begun', percentageComplete: 100, status: 'visited' },
      { id: 'b', label: 'Going on', percentageComplete: 0, status: 'current' },
    ],
  }),
  doc('Spinner', { size: 'small', label: 'Loading' }),
  doc('Calendar', { defaultMonth: 1, defaultYear: 2026, defaultDay: 5 }),
  doc('InlineEdit', { label: 'Name', isEditing: false }, part('readView', doc('Text', {}, 'Ada')), part('editView')),
  doc(
    'Comment',
    { author: { text: 'Ada' }, time: { text: 'today' }, actions: [{ text: 'Reply' }] },
    part('avatar'),
    part('content', doc('Text', {}, 'A comment')),
  ),
]

const table = doc(
  'DynamicTable',
  { label: 'People', caption: 'People' },
  part('head', cell('name', 'Name'), cell('seat', 'Seat')),
  part('rows', doc('Row', { rowKey: 'ada' }, cell('name', 'Ada'), cell('seat', 'yes'))),
)

const tabs = doc(
  'Tabs',
  { id: 'example' },
  doc('TabList', {}, doc('Tab', {}, 'First'), doc('Tab', {}, 'Second')),
  doc('TabPanel', {}, doc('Text', {}, 'First panel')),
  doc('TabPanel', {}, doc('Text', {}, 'Second panel')),
)

const charts = [
  doc('BarChart', BARS),
  doc('StackBarChart', BARS),
  doc('HorizontalBarChart', LYING),
  doc('HorizontalStackBarChart', LYING),
  doc('LineChart', BARS),
  doc('PieChart', SLICES),
  doc('DonutChart', SLICES),
]

export const exampleDocument = doc(
  'Root',
  {},
  doc(
    'Stack',
    { space: 'space.200' },
    doc('Inline', { space: 'space.100', shouldWrap: true }, ...buttons),
    doc('Box', { padding: 'space.100', xcss: { backgroundColor: 'color.background.neutral', width: '90%' } }, ...words),
    doc('Bleed', { inline: 'space.100' }, doc('Text', {}, 'Wider')),
    form,
    ...states,
    table,
    tabs,
    ...charts,
  ),
)

export const exampleDialog = doc(
  'Root',
  {},
  doc(
    'ModalTransition',
    {},
    doc(
      'Modal',
      { width: 'medium' },
      doc('ModalHeader', {}, doc('ModalTitle', {}, 'A dialog')),
      doc('ModalBody', {}, doc('Text', {}, 'Body')),
      doc('ModalFooter', {}, doc('Button', {}, 'Close')),
    ),
  ),
)
