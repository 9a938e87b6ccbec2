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
