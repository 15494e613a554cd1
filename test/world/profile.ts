/** A profile that knows the region, made as a person would: the program is started, a first account is set up, Settings
 *  are saved. Passphrase for all accounts: `profilePassphrase`. */
import { mkdir } from 'node:fs/promises'
import { keptSettings, newSource, type SourceInput } from '../../main/contract/index.ts'
import { startProgram } from '../program/start-program.ts'
import type { Place, World } from './world.ts'

export const profilePassphrase = 'monde simulé de Normandie'

export function sourceAt(place: Place): SourceInput {
  const source = newSource(place.id, place.name)
  return {
    ...source, archive: place.archive, retrieval: [...place.ways],
    dicomWeb: { ...source.dicomWeb, url: place.url, user: place.user, password: place.password, token: place.token },
    dimse: { ...source.dimse, host: place.host, port: place.port, calledAE: place.aet },
  }
}

export async function writeProfile(profile: string, world: World, ordersPort: number): Promise<void> {
  await mkdir(profile, { recursive: true })
  const program = await startProgram({ profile })
  try {
    const client = await program.connect()
    await client.call('session.setUp', { displayName: 'Lecture', passphrase: profilePassphrase, roles: ['ADMIN', 'L1'], language: 'fr', demo: false })
    const settings = await client.call('settings.get', {})
    const { dicomIdentity } = keptSettings(settings)
    // Archives that move objects call from this machine; orders come from the RIS of the region.
    const callers = world.places.filter(({ aet }) => aet !== '').map(({ aet }) => ({ aeTitle: aet, address: '127.0.0.1' }))
    await client.call('settings.set', {
      ...keptSettings(settings), sources: world.places.map(sourceAt), dicomIdentity: { ...dicomIdentity, aeTitle: world.console.aet, listen: { ...dicomIdentity.listen, host: '127.0.0.1', port: world.console.port, callers } },
      ris: { ...settings.ris, host: world.ris.host, port: world.ris.port },
    })
    await client.call('orders.configure', {
      address: '127.0.0.1', port: ordersPort, tls: 'NONE', certificate: '', key: null, authority: '', callers: ['127.0.0.1'], senders: [{ application: 'RIS', facility: '' }], keepDays: 90,
      worklist: { host: '', port: 104, calledAE: '', minutes: 5 }, archiveDays: 0, archiveMinutes: 10,
    })
    client.close()
  } finally {
    await program.stop()
  }
}
