/** Right (D, droite) and left (G, gauche): always the letter with its colour. */
export function Side({ side, name }: { side: 'D' | 'G'; name?: string }) {
  return <span className="ui-side" data-side={side} {...(name === undefined ? {} : { role: 'img', 'aria-label': name })}>{side}</span>
}
