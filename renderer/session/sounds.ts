/** Two sounds that cannot be taken for each other: accepted (one high, short), refused (two low). Switched off by the
 *  reader, kept in this window. Where no sound can be made, the words on screen say the same. */
const key = 'binocle.session-sounds'

export const soundsOn = (): boolean => localStorage.getItem(key) !== 'off'
export const keepSounds = (on: boolean): void => { localStorage.setItem(key, on ? 'on' : 'off') }

let audio: AudioContext | null = null

function tone(hertz: number, afterS: number, lengthS: number): void {
  audio ??= new AudioContext()
  const gain = audio.createGain()
  const oscillator = audio.createOscillator()
  const at = audio.currentTime + afterS
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(0.12, at)
  gain.gain.exponentialRampToValueAtTime(0.001, at + lengthS)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + lengthS)
}

export function playAccepted(): void {
  if (soundsOn()) tone(880, 0, 0.12)
}

export function playRefused(): void {
  if (!soundsOn()) return
  tone(220, 0, 0.14)
  tone(185, 0.18, 0.2)
}
