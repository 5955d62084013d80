import { useState } from 'react'
import { Box, Button, DynamicTable, EmptyState, Inline, Select, Stack } from '@forge/react'
import type { PeopleFilter } from '../../../src/app/admin/list-people'
import { PERSON_FILTER } from '../common/boxes'
import { Export } from '../common/export'
import { Field, TextField } from '../common/field'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { Message, Section, Subtle, headOf } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { Overview, PeoplePage } from '../questions'
import { exports, peopleFilters, people as texts } from '../texts'
import { Doubts } from './doubts'
import { PersonDetails } from './person-details'
import { toPersonRow } from './person-row'
import { ProvisionPerson } from './provision-person'

interface PeopleTabProps {
  readonly overview: Overview
  readonly looks: number
  readonly refresh: () => Promise<void>
}

const CHOICES = (Object.entries(peopleFilters) as [PeopleFilter, string][]).map(([value, label]) => ({ value, label }))
type Choice = (typeof CHOICES)[number]

/** Everybody, 20 at a time: by what the runs have found, by name or address, or both. */
export function PeopleTab({ overview, looks, refresh }: PeopleTabProps) {
  const [choice, setChoice] = useState<Choice>(CHOICES[0]!)
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const pages = usePages<string>()
  const { timeZone } = overview.settings.schedules
  const question = { filter: choice.value, search, cursor: pages.current }
  const asked = useQuestion(() => ask('listPeople', question), JSON.stringify([question, looks]))
  const find = (text: string): void => {
    setSearch(text.trim())
    pages.goToStart()
  }
  return (
    <Stack space="space.400">
      <Doubts timeZone={timeZone} looks={looks} refresh={refresh} open={setOpened} />
      <Section title={texts.title} about={texts.about}>
        <Inline space="space.200" alignBlock="end" shouldWrap>
          <Box xcss={PERSON_FILTER}>
            <Field id="people-filter" label={texts.show}>
              <Select
                inputId="people-filter"
                options={CHOICES}
                value={choice}
                onChange={(picked: Choice) => {
                  setChoice(picked)
                  pages.goToStart()
                }}
              />
            </Field>
          </Box>
          <Box xcss={PERSON_FILTER}>
            <TextField
              id="people-search"
              label={texts.search}
              value={typed}
              placeholder={texts.searchHint}
              change={setTyped}
            />
          </Box>
          <Button appearance="primary" onClick={() => find(typed)}>
            {texts.find}
          </Button>
          {search === '' ? null : (
            <Button
              appearance="subtle"
              onClick={() => {
                setTyped('')
                find('')
              }}
            >
              {texts.clear}
            </Button>
          )}
          <Export kind="people" what={exports.what.people} label={texts.exportAll} />
        </Inline>
        <WhenAnswered asked={asked}>
          {(page) => (
            <Stack space="space.200">
              <About page={page} filter={choice.value} search={search} timeZone={timeZone} />
              {page.rows.length === 0 ? (
                <EmptyState
                  header={page.isMissing ? texts.missingTitle : texts.nobodyTitle}
                  headingLevel={3}
                  description={page.isMissing ? texts.missing : texts.nobody}
                />
              ) : (
                <DynamicTable
                  label={texts.title}
                  head={headOf(texts.columns)}
                  rows={page.rows.map((row, index) => toPersonRow(row, index, timeZone, setOpened))}
                  isLoading={asked.isAsking}
                />
              )}
              <Pager pages={pages} next={page.next} isAsking={asked.isAsking} />
              {choice.value === 'missed' && page.rows.length > 0 ? (
                <Stack alignInline="start">
                  <Export kind="missed" what={exports.what.missed} />
                </Stack>
              ) : null}
            </Stack>
          )}
        </WhenAnswered>
      </Section>
      <ProvisionPerson refresh={refresh} />
      {opened === null ? null : (
        <PersonDetails
          key={opened}
          accountId={opened}
          overview={overview}
          refresh={refresh}
          onClose={() => setOpened(null)}
        />
      )}
    </Stack>
  )
}

interface AboutProps {
  readonly page: PeoplePage
  readonly filter: PeopleFilter
  readonly search: string
  readonly timeZone: string
}

/** How long the list is, as of when, and what a filter left out of a search. */
function About({ page, filter, search, timeZone }: AboutProps) {
  const { total, asOf, narrowedFrom, rows } = page
  if (narrowedFrom !== null) {
    const text = texts.narrowed(rows.length, narrowedFrom, peopleFilters[filter])
    return <Message appearance="information" text={text} />
  }
  if (search !== '') return <Subtle>{texts.searched(search)}</Subtle>
  const lines = [
    total === null ? null : texts.total(formatNumber(total)),
    asOf === null ? null : texts.asOf(formatInstant(asOf, timeZone)),
  ].filter((line) => line !== null)
  return lines.length === 0 ? null : <Subtle>{lines.join(' ')}</Subtle>
}
