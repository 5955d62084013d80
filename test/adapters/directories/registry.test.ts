import * as v from 'valibot'
import { DIRECTORIES } from '../../../src/adapters/directories'
import { DIRECTORY_FORMS } from '../../../src/adapters/directories/forms'

const each = DIRECTORIES.map((directory) => [directory.form.kind, directory] as const)

describe('the registry of directories', () => {
  it('has the forms of the page, each under a name of its own', () => {
    expect(DIRECTORIES.map(({ form }) => form)).toEqual(DIRECTORY_FORMS)
    expect(new Set(DIRECTORY_FORMS.map(({ kind }) => kind)).size).toBe(DIRECTORY_FORMS.length)
  })

  it.each(each)('%s is known by an id that may be shown', (_, { form }) => {
    for (const { fields } of form.choices)
      expect(fields.find(({ name }) => name === form.identifiedBy)).toMatchObject({ kind: 'text' })
  })

  it.each(each)('%s takes the fields of its form, and all of a choice', (_, { form, schema }) => {
    for (const { fields } of form.choices) {
      const whole = fields.map(({ name, kind }) => [name, kind === 'pem' ? '-----BEGIN X-----' : name] as const)
      const judged = v.safeParse(schema, Object.fromEntries(whole))

      // A value that is not good enough is no matter here, an unknown field is.
      expect(judged.issues?.filter(({ type }) => type === 'strict_object') ?? []).toEqual([])
      for (const { name } of fields)
        expect(v.safeParse(schema, Object.fromEntries(whole.filter(([other]) => other !== name))).success).toBe(false)
    }
  })
})
