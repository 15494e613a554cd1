/** Commands of slices and slabs, as rows of the viewer's table. */
export const tomosynthesisCommands = [
  { id: 'viewer.tomosynthesis', label: { fr: 'De la 2D à la tomosynthèse et retour', en: 'From 2D to the tomosynthesis and back' }, keys: ['y'] },
  { id: 'viewer.cine', label: { fr: 'Ciné : lancer ou arrêter', en: 'Cine: start or stop' }, keys: ['k'] },
  { id: 'viewer.cineMode', label: { fr: 'Ciné : en boucle ou en aller-retour', en: 'Cine: loop or back and forth' }, keys: ['Shift+k'] },
  { id: 'viewer.cineFaster', label: { fr: 'Ciné plus rapide', en: 'Faster cine' }, keys: ['Shift+PageUp'] },
  { id: 'viewer.cineSlower', label: { fr: 'Ciné plus lent', en: 'Slower cine' }, keys: ['Shift+PageDown'] },
  { id: 'viewer.slab', label: { fr: 'Coupe épaisse : aucune, MIP, moyenne', en: 'Slab: none, MIP, average' }, keys: ['s'] },
  { id: 'viewer.slabThicker', label: { fr: 'Coupe plus épaisse', en: 'Thicker slab' }, keys: ['Shift+ArrowUp'] },
  { id: 'viewer.slabThinner', label: { fr: 'Coupe moins épaisse', en: 'Thinner slab' }, keys: ['Shift+ArrowDown'] },
  { id: 'viewer.firstSlice', label: { fr: 'Première coupe', en: 'First slice' }, keys: ['Home'] },
  { id: 'viewer.lastSlice', label: { fr: 'Dernière coupe', en: 'Last slice' }, keys: ['End'] },
  { id: 'viewer.tenForward', label: { fr: 'Dix coupes plus loin', en: 'Ten slices further' }, keys: ['PageDown'] },
  { id: 'viewer.tenBack', label: { fr: 'Dix coupes plus tôt', en: 'Ten slices back' }, keys: ['PageUp'] },
] as const
