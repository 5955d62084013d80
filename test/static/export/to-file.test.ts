import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { toBlob, toCsv, toJson } from '../../../static/export/to-file'

const BOM = '\uFEFF'

describe('toCsv', () => {
  it.each(['=1+1', '+49 1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('takes the edge off %j', (cell) => {
    const [, row] = parse(toCsv(['name'], [[cell]]), { bom: true }) as string[][]

    expect(row).toEqual([`'${cell}`])
  })

  it('leaves negative numbers, and signs in the middle, alone', () => {
    expect(toCsv(['a', 'b'], [[-5, 'a=b']])).toBe(`${BOM}a,b\r\n-5,a=b\r\n`)
  })

  it('writes yes and no as words, and nothing for what is not known', () => {
    expect(toCsv(['a', 'b', 'c'], [[true, false, null]])).toBe(`${BOM}a,b,c\r\ntrue,false,\r\n`)
  })

  it('gives back every text that is not a formula, whatever it holds', () => {
    const plain = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^[=+\-@\t\r＝＋－＠]/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, plain), { minLength: 1 }), (rows) => {
        const read = parse(toCsv(['a', 'b'], rows), { bom: true, record_delimiter: '\r\n' }) as string[][]
        expect(read).toEqual([['a', 'b'], ...rows])
      }),
    )
  })
})

it('toJson keeps types, and names each column', () => {
  expect(JSON.parse(toJson(['name', 'isActive', 'at'], [['=1', true, null]]))).toEqual([
    { name: '=1', isActive: true, at: null },
  ])
})

it('a file says what it is', async () => {
  const blob = toBlob('csv', ['name'], [['Zoë']])

  expect(blob.type).toBe('text/csv;charset=utf-8')
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer())).toBe(`${BOM}name\r\nZoë\r\n`)
})
