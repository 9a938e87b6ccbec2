import type { Connection } from 'mongoose'

/** Creates the collections and builds the declared indexes of every model of the connection; returns how many models. */
export async function createIndexes(connection: Connection): Promise<number> {
  const models = Object.values(connection.models)
  for (const model of models) {
    await model.createCollection()
    await model.createIndexes()
  }
  return models.length
}

/** Lists the declared indexes that the database does not have, as `Model: {keys}`. */
export async function findMissingIndexes(connection: Connection): Promise<string[]> {
  const missing: string[] = []
  for (const model of Object.values(connection.models)) {
    const { toCreate } = await model.diffIndexes({ indexOptionsToCreate: false })
    missing.push(...toCreate.map((keys) => `${model.modelName}: ${JSON.stringify(keys)}`))
  }
  return missing
}
