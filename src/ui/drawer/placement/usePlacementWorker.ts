import { useEffect, useState } from 'react'
import { IDLE, PlacementClient, type Planning } from './placementClient.ts'

/** A placement worker for as long as the component lives, and what it is at. */
export function usePlacementWorker(freeWords: number): {
  readonly planning: Planning
  readonly client: PlacementClient
} {
  const [planning, setPlanning] = useState<Planning>(IDLE)
  const [client] = useState(() => new PlacementClient(setPlanning, freeWords))
  useEffect(
    () => () => {
      client.end()
    },
    [client],
  )
  useEffect(() => {
    client.setFree(freeWords)
  }, [client, freeWords])
  return { planning, client }
}
