import { findUnknownPlaceholder, renderNotice } from '../../src/core/notice-text'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import { applySettingsPatch } from '../support/settings'

const facts = { productKey: 'jira-software', days: 14, dueOn: '2026-04-01', link: 'https://jira.example/browse/IT-1' }

describe('renderNotice', () => {
  it('fills in every placeholder, and leaves other braces alone', () => {
    expect(renderNotice('{product} {days} {date} {link} {x}', facts)).toBe(
      'Jira 14 1 April 2026 https://jira.example/browse/IT-1 {x}',
    )
  })

  it('has a default text without a placeholder that nobody fills in', () => {
    expect(findUnknownPlaceholder(DEFAULT_SETTINGS.notices.text)).toBeNull()
    expect(renderNotice(DEFAULT_SETTINGS.notices.text, facts)).not.toContain('{')
  })
})

describe('the settings of notices', () => {
  const patch = (notices: object) => applySettingsPatch(DEFAULT_SETTINGS, { notices }).notices

  it.each([
    ['it-12', 'IT-12'],
    ['https://acme.atlassian.net/browse/IT-12', 'IT-12'],
    ['https://acme.atlassian.net/browse/IT-12?focused=1', 'IT-12'],
    [null, null],
  ])('takes %s as the issue', (typed, expected) => {
    expect(patch({ issueKey: typed }).issueKey).toBe(expected)
  })

  it('puts the days in order, each once', () => {
    expect(patch({ daysBefore: [3, 14, 3, 7] }).daysBefore).toEqual([14, 7, 3])
  })

  it.each([
    [{ issueKey: 'the issue' }, /^Notice issue: expected the key of an issue/],
    [{ daysBefore: [] }, /^Days before the removal: expected at least one/],
    [{ daysBefore: [14, 1] }, /^Days before the removal: expected a whole number from 2 to 60, got 1/],
    [{ text: 'Dear {name}' }, /^Text of the notice: expected no placeholders but \{product\}/],
    [{ subject: ' ' }, /^Subject of the notice: expected a text/],
  ])('refuses %j', (notices, message) => {
    expect(() => patch(notices)).toThrow(message)
  })
})
