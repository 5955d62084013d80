import { checkCron } from '../schedule'
import { text, wholeNumber } from './parts'
import { NONE, row, section } from './row'

function cron(label: string, expression: string) {
  return row(text(200, 0, 'a cron expression'), { default: expression, label })
}

/** When the jobs run: cron expressions in one time zone, and how often leavers are looked for. */
export const schedules = section(
  {
    title: 'Schedules',
    about: 'When the jobs run. Five fields: minute, hour, day of month, month, day of week.',
    previews: NONE,
    rows: {
      schedules: {
        provision: cron('Provision schedule', '0 2 * * *'),
        sweep: cron('Sweep schedule', '0 4 * * *'),
        signIn: {
          ...cron('Minutes of looks at the sign-in log', '* 6-19 * * 1-5'),
          help: 'Where signing in counts and is looked at each minute.',
        },
        timeZone: row(text(100, 0, 'a time zone'), { default: 'UTC', label: 'Time zone' }),
        leaversMinutes: row(wholeNumber(5, 60), {
          default: 15,
          label: 'Minutes between looks for leavers',
          unit: 'minutes',
          help: 'From 5 to 60.',
        }),
      },
    },
  },
  ...(['provision', 'sweep', 'signIn'] as const).map((job) => ({
    paths: [`schedules.${job}`, 'schedules.timeZone'],
    check({ schedules: { [job]: expression, timeZone } }: AllSchedules) {
      const problem = checkCron(expression, timeZone)
      return problem === null ? null : `Schedule of ${job === 'signIn' ? 'looks' : job}: ${problem}.`
    },
  })),
)

interface AllSchedules {
  readonly schedules: Readonly<Record<'provision' | 'sweep' | 'signIn' | 'timeZone', string>>
}
