import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { readContractFiles } from '../contract/own-operations'

/** @param id of a schema among the contracts. @returns whether a body that is delivered to the web trigger is as it says */
export function deliverySchema(id: string): (body: unknown) => boolean {
  const ajv = new Ajv2020({ strictTypes: false, allowUnionTypes: true })
  addFormats(ajv)
  for (const { content } of readContractFiles()) if (content['method'] === undefined) ajv.addSchema(content)
  return ajv.getSchema(id)!
}
