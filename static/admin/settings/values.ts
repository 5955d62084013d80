import type { Settings, SettingsPatch } from '../../../src/core/settings'

/** The settings as the form holds them: what is typed is text. */
export interface SettingsValues {
  requiredGroupIds: readonly string[]
  dormancyDays: string
  seatReserve: string
  refusalMessage: string
  provision: string
  sweep: string
  leaversMinutes: string
  timeZone: { label: string; value: string }
  productEvents: boolean
  signIn: boolean
  /** One per line. */
  signInAppIds: string
}

export function toValues(settings: Settings): SettingsValues {
  const { schedules, signals, products } = settings
  return {
    requiredGroupIds: settings.requiredGroupIds,
    dormancyDays: String(products[0].dormancyDays),
    seatReserve: String(products[0].seatReserve),
    refusalMessage: settings.refusalMessage,
    provision: schedules.provision,
    sweep: schedules.sweep,
    leaversMinutes: String(schedules.leaversMinutes),
    timeZone: toOption(schedules.timeZone),
    productEvents: signals.productEvents,
    signIn: signals.signIn,
    signInAppIds: signals.signInAppIds.join('\n'),
  }
}

/** Whether the values make sense is judged by the server. */
export function toPatch(values: SettingsValues): SettingsPatch {
  return {
    requiredGroupIds: [...values.requiredGroupIds],
    dormancyDays: Number(values.dormancyDays),
    seatReserve: Number(values.seatReserve),
    refusalMessage: values.refusalMessage,
    signals: {
      productEvents: values.productEvents,
      signIn: values.signIn,
      signInAppIds: toLines(values.signInAppIds),
    },
    schedules: {
      provision: values.provision,
      sweep: values.sweep,
      leaversMinutes: Number(values.leaversMinutes),
      timeZone: values.timeZone.value,
    },
  }
}

export function toOption(value: string): { label: string; value: string } {
  return { label: value, value }
}

export function isWholeNumber(text: string): boolean {
  return /^\s*\d+\s*$/.test(text)
}

/** Ids hold no blanks, so any blank separates them. */
function toLines(text: string): string[] {
  return text.split(/\s+/).filter((line) => line !== '')
}
