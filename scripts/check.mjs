/** `npm run check`: what needs no running program: types, lint, import boundaries, file sizes. */
process.argv.push('--static')
await import('./testing/run.ts')
