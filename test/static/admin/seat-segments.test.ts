import { toSeatSegments } from '../../../static/admin/overview/seat-segments'

const seats = { productKey: 'jira-software', used: 90, remaining: 10, total: 100 }
const sum = (segments: readonly { seats: number }[]): number => segments.reduce((total, one) => total + one.seats, 0)

describe('toSeatSegments', () => {
  it('splits the free seats at the reserve, so that the parts are the total', () => {
    const segments = toSeatSegments(seats, 4)

    expect(segments).toEqual([
      { segment: 'Used', seats: 90 },
      { segment: 'Free above the reserve', seats: 6 },
      { segment: 'Reserve', seats: 4 },
    ])
    expect(sum(segments)).toBe(seats.total)
  })

  it('shows no more reserve than there are free seats', () => {
    expect(toSeatSegments({ ...seats, used: 98, remaining: 2 }, 5)).toEqual([
      { segment: 'Used', seats: 98 },
      { segment: 'Free above the reserve', seats: 0 },
      { segment: 'Reserve', seats: 2 },
    ])
  })

  it('has the used seats only when they are unlimited', () => {
    expect(toSeatSegments({ ...seats, remaining: null, total: null }, 5)).toEqual([{ segment: 'Used', seats: 90 }])
  })
})
